//! The expert view: fields, notes, answers, what happens when somebody was faster.

mod answer;
mod bin;
mod due;
mod fields;
mod link;
mod notes;
mod past;
mod reading;
mod refused;
