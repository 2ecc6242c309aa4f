//! Server functions of the office, one file per noun. Each says its contract and asks `server`;
//! none holds a query. The tablet does not use them: it speaks the versioned sync routes.

pub mod accounts;
pub mod addenda;
pub mod audit;
pub mod differing;
pub mod forms;
pub mod held;
pub mod people;
pub mod reports;
pub mod reviews;
pub mod session;
pub mod waiting;
