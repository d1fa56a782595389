//! The sender against a real mail server and a real DNS server on loopback, with a clock that
//! only moves when a test moves it.

mod bench;
mod bytes;
mod desk;
mod mx;
mod restart;
mod retry;
mod smarthost;
mod stop;
