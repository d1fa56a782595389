//! Bytes to domain and back, pure. Knows no clock, file, socket or database, and never trusts a
//! length, a label or a nesting that a mail claims.
//!
//! The way in: [`scan`] finds the parts and refuses what is too deep, [`header`] reads fields,
//! [`charset`] and [`transfer`] decode, [`inbound`] makes one [`inbound::InboundMail`] of it with
//! [`quote`], [`automatic`] and [`bounce`]; [`html`] cleans the HTML body when it is shown.
//! The way out is [`outbound`]; [`forward`] writes what goes on to somebody else.

pub mod automatic;
pub mod bounce;
pub mod charset;
pub mod forward;
pub mod header;
pub mod html;
pub mod inbound;
pub mod outbound;
pub mod pdf;
pub mod quote;
pub mod scan;
pub mod transfer;

#[cfg(test)]
mod tests;
