//! Many photos.

use crate::sample::{jpeg, shot, with};
use press::{Images, pdf};
use reports::document::{Block, Document};

fn with_photos(n_photos: u32, width: u32, height: u32) -> (Document, Images) {
    let name = |photo: u32| format!("photo-{photo}");
    let shots = (1..=n_photos).map(|photo| shot(&name(photo), &format!("Photo {photo}: The bath"))).collect();
    let images = (1..=n_photos).map(|photo| (name(photo), jpeg(width, height, photo))).collect();
    (with(vec![Block::Photos { shots }]), images)
}

#[test]
fn thirty_photos_go_through() {
    let (document, images) = with_photos(30, 1600, 1200);
    let printed = pdf(&document, &images).expect("printed");
    // Photos are put in as they are, so the file is about as large as they are together.
    let photos: usize = (1..=30).map(|photo| jpeg(1600, 1200, photo).len()).sum();
    assert!((photos..photos + 300_000).contains(&printed.len()), "{} for {photos}", printed.len());
}
