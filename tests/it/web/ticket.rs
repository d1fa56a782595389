//! The expert view: fields, notes, answers, what happens when somebody was faster.

mod answer;
mod bin;
mod due;
mod fields;
mod link;
mod merge;
mod notes;
mod past;
mod people;
mod presence;
mod reading;
mod refused;
mod undone;
