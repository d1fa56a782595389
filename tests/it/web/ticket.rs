//! The expert view: fields, notes, answers, what happens when somebody was faster.

mod answer;
mod due;
mod fields;
mod notes;
mod past;
mod reading;
mod refused;
