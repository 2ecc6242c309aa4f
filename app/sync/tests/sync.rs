//! The tests of what tablet and server say to each other: how revisions meet, what the tablet's
//! store promises, and a simulation of several tablets on a bad network.

#[path = "sync/crowd.rs"]
mod crowd;
#[path = "sync/files.rs"]
mod files;
#[path = "sync/merge.rs"]
mod merge;
#[path = "sync/model.rs"]
mod model;
#[path = "sync/numbering.rs"]
mod numbering;
#[path = "sync/photos.rs"]
mod photos;
#[path = "sync/recovery.rs"]
mod recovery;
#[path = "sync/replies.rs"]
mod replies;
#[path = "sync/simulation.rs"]
mod simulation;
#[path = "sync/support.rs"]
mod support;
#[path = "sync/tablet.rs"]
mod tablet;
#[path = "sync/wire.rs"]
mod wire;
