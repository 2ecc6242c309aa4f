//! What the form engine promises, told as stories and tables. Each test's name is the promise.

mod again;
mod conditions;
mod export;
mod following;
mod form;
mod hidden_answers;
mod instruments;
mod judgements;
mod missing;
mod numbers;
mod options;
mod paths;
mod photos;
mod properties;
mod refusals;
mod remarks;
mod repeats;
mod responses;
mod rich;
mod rough;
mod rules;
mod scores;
mod tables;
mod versions;
