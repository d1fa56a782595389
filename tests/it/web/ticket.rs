//! The expert view: fields, notes, answers, what happens when somebody was faster.

mod answer;
mod due;
mod fields;
mod merge;
mod past;
mod people;
mod refused;
