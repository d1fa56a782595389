//! (mail)

pub mod automatic;
pub mod bounce;
pub mod outbound;
pub mod quote;
