//! Short lists in their order, in little code: the library's sort is made anew for every type and key, some three kilobytes
//! each, and all of it goes to the tablet.

/// Puts a short list in the order of its keys; equals stay as they stood. For tens of things, not for thousands: it takes
/// quadratic time.
pub fn in_order<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    for end in 1..list.len() {
        let mut at = end;
        while at > 0 && key(&list[at - 1]) > key(&list[at]) {
            list.swap(at - 1, at);
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_stay_as_they_stood() {
        let mut list = [(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        in_order(&mut list, |one| one.0);
        assert_eq!(list, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
        in_order::<u8, u8>(&mut [], |one| *one);
    }
}
