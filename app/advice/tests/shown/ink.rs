//! A name drawn with a finger, as text.

use advice::ink::{HEIGHT, LONGEST, Stroke, WIDTH, path, read, write};

fn circle(n_points: u16) -> Stroke {
    let at = |n: u16| {
        let turn = f64::from(n) / f64::from(n_points) * std::f64::consts::TAU;
        ((500.0 + 150.0 * turn.cos()) as u16, (200.0 + 150.0 * turn.sin()) as u16)
    };
    (0..n_points).map(at).collect()
}

#[test]
fn strokes_stand_between_semicolons_and_points_between_spaces() {
    let strokes = vec![vec![(0, 0), (10, 200)], vec![(1_000, 400)]];
    assert_eq!(write(&strokes), "0,0 10,200;1000,400");
    assert_eq!(read("0,0 10,200;1000,400"), strokes);
}

#[test]
fn what_is_written_is_read_again_the_same() {
    let text = write(&[circle(300), circle(40)]);
    assert_eq!(write(&read(&text)), text);
}

#[test]
fn points_on_a_straight_line_are_left_out() {
    let line: Stroke = (0..=100).map(|n| (n * 4, n * 2)).collect();
    assert_eq!(write(&[line]), "0,0 400,200");
}

#[test]
fn a_curve_keeps_its_shape() {
    let strokes = read(&write(&[circle(500)]));
    let n_points = strokes.first().map(Vec::len).unwrap();
    assert!((12..200).contains(&n_points), "{n_points}");
    for (x, y) in strokes.iter().flatten() {
        let away = (f64::from(*x) - 500.0).hypot(f64::from(*y) - 200.0);
        assert!((148.0..151.5).contains(&away), "{x},{y}");
    }
}

#[test]
fn a_long_scribble_becomes_short_enough_and_stays_readable() {
    let scribble = |seed: u16| -> Stroke {
        (0..4_000_u16)
            .map(|n| (n.wrapping_mul(seed) % (WIDTH + 1), n.wrapping_mul(31) % (HEIGHT + 1)))
            .collect()
    };
    let text = write(&[scribble(17), scribble(23), scribble(41)]);
    assert!(text.len() <= LONGEST, "{}", text.len());
    assert!(!text.is_empty());
    assert_eq!(write(&read(&text)), text);
}

#[test]
fn very_many_taps_are_cut_between_strokes() {
    let taps: Vec<Stroke> = (0..3_000_u16).map(|n| vec![(n % 1_001, n % 401)]).collect();
    let text = write(&taps);
    assert!(text.len() <= LONGEST && text.len() > LONGEST - 20);
    assert_eq!(read(&text).as_slice(), &taps[..read(&text).len()]);
}

#[test]
fn a_tap_is_a_dot() {
    assert_eq!(path(&[vec![(5, 6)]]), "M5 6h0");
    assert_eq!(path(&[vec![(5, 6), (7, 8)], vec![]]), "M5 6L7 8");
}

#[test]
fn what_is_no_point_is_passed_over() {
    assert_eq!(read("hello;1,2 x,3 4,5;;9999,9999"), vec![vec![(1, 2), (4, 5)], vec![(WIDTH, HEIGHT)]]);
    assert_eq!(read(""), Vec::<Stroke>::new());
}
