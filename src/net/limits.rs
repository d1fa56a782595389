//! How many connections a peer may have and open. Decides by counts; reads no clock.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::watch;

use crate::domain::ip_net::IpNet;

/// The window of `new_per_minute`.
const WINDOW: Duration = Duration::from_secs(60);
/// Share of the slots above which idle peers are hurried, in percent.
const TIGHT_PERCENT: usize = 80;
/// Blocks that may be remembered before those that are out of date are looked for.
const BLOCKS: usize = 1_024;

/// Blocks whose mail was accepted that are remembered; beyond it the oldest is forgotten.
const KNOWN: usize = 10_000;

/// What the site allows (mail.md, row *Connections*).
#[derive(Clone, Debug)]
pub struct LimitOptions {
    /// Connections at once from all peers that are counted.
    pub total: usize,
    /// Of these, kept for peers that are known: their mail was accepted before.
    pub kept: usize,
    /// Connections at once from one block, a /32 or a /64.
    pub per_block: usize,
    /// New connections of one block in a minute.
    pub new_per_minute: u32,
    /// Nets that are not counted at all.
    pub unlimited_from: Vec<IpNet>,
}

impl Default for LimitOptions {
    fn default() -> Self {
        Self {
            total: 1_000,
            kept: 100,
            per_block: 10,
            new_per_minute: 30,
            unlimited_from: loopback(),
        }
    }
}

/// Why a connection is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooMany {
    /// All slots are in use, by whomever.
    Sessions,
    /// This block has as many as it may have.
    FromBlock,
    /// This block opened as many in the last minute as it may.
    InAMinute,
}

/// Whether slots are running out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressure {
    Calm,
    /// More than 80 % are in use: who is idle is to be sent away soon.
    Tight,
    /// Nobody new finds a place.
    Full,
}

/// What a peer is to the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Of `unlimited_from`.
    Exempt,
    /// Its mail was accepted before.
    Known,
    New,
}

/// The counts of one listener.
#[derive(Debug)]
pub struct Limits {
    options: LimitOptions,
    counts: Mutex<Counts>,
    pressure: watch::Sender<Pressure>,
}

#[derive(Debug, Default)]
struct Counts {
    open: usize,
    /// Of these, by peers that were not known when they came.
    open_new: usize,
    blocks: HashMap<Block, BlockCount>,
    /// Known blocks, with the place of the newest mail in the order of all.
    known: HashMap<Block, u64>,
    newest: u64,
}

#[derive(Debug)]
struct BlockCount {
    open: usize,
    window_began: Instant,
    in_window: u32,
}

/// An IPv4 address, or the first 64 bits of an IPv6 address: what one customer of a network has.
type Block = IpAddr;

/// A place among the connections; given back when it is dropped.
#[derive(Debug)]
pub struct Admission {
    limits: Arc<Limits>,
    /// None for a peer that is not counted.
    block: Option<Block>,
    standing: Standing,
}

impl Limits {
    #[must_use]
    pub fn new(options: LimitOptions) -> Arc<Self> {
        Arc::new(Self {
            options,
            counts: Mutex::default(),
            pressure: watch::Sender::new(Pressure::Calm),
        })
    }

    /// Counts a connection in. A refused one counts towards the minute, not as open.
    ///
    /// # Errors
    /// [`TooMany`] says which limit it met.
    pub fn admit(self: &Arc<Self>, peer: IpAddr, now: Instant) -> Result<Admission, TooMany> {
        if self
            .options
            .unlimited_from
            .iter()
            .any(|net| net.contains(peer))
        {
            return Ok(Admission {
                limits: Arc::clone(self),
                block: None,
                standing: Standing::Exempt,
            });
        }
        let block = block(peer);
        let mut counts = self.counts();
        counts.forget_old(now);
        let known = counts.known.contains_key(&block);
        let full =
            counts.open >= self.options.total || (!known && counts.open_new >= self.for_new());
        let count = counts.blocks.entry(block).or_insert(BlockCount {
            open: 0,
            window_began: now,
            in_window: 0,
        });
        if now.saturating_duration_since(count.window_began) >= WINDOW {
            (count.window_began, count.in_window) = (now, 0);
        }
        count.in_window = count.in_window.saturating_add(1);
        if count.in_window > self.options.new_per_minute {
            return Err(TooMany::InAMinute);
        }
        if count.open >= self.options.per_block {
            return Err(TooMany::FromBlock);
        }
        if full {
            return Err(TooMany::Sessions);
        }
        count.open += 1;
        counts.open += 1;
        counts.open_new += usize::from(!known);
        self.tell_pressure(&counts);
        Ok(Admission {
            limits: Arc::clone(self),
            block: Some(block),
            standing: if known {
                Standing::Known
            } else {
                Standing::New
            },
        })
    }

    /// Remembers a peer whose mail was accepted.
    pub fn know(&self, peer: IpAddr) {
        self.counts().know(block(peer));
    }

    fn for_new(&self) -> usize {
        self.options.total.saturating_sub(self.options.kept)
    }

    /// Tells of the slots running out, and of their coming back.
    #[must_use]
    pub fn pressure(&self) -> watch::Receiver<Pressure> {
        self.pressure.subscribe()
    }

    /// Connections that are counted.
    #[must_use]
    pub fn open(&self) -> usize {
        self.counts().open
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell_pressure(&self, counts: &Counts) {
        let tight = counts.open * 100 > self.options.total * TIGHT_PERCENT;
        let full = counts.open >= self.options.total || counts.open_new >= self.for_new();
        let pressure = match (full, tight) {
            (true, _) => Pressure::Full,
            (false, true) => Pressure::Tight,
            (false, false) => Pressure::Calm,
        };
        self.pressure
            .send_if_modified(|held| std::mem::replace(held, pressure) != pressure);
    }
}

impl Admission {
    /// What the peer is to the limits.
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.standing
    }
}

impl Drop for Admission {
    fn drop(&mut self) {
        let Some(block) = self.block else { return };
        let mut counts = self.limits.counts();
        counts.open = counts.open.saturating_sub(1);
        if self.standing == Standing::New {
            counts.open_new = counts.open_new.saturating_sub(1);
        }
        if let Some(count) = counts.blocks.get_mut(&block) {
            count.open = count.open.saturating_sub(1);
        }
        self.limits.tell_pressure(&counts);
    }
}

impl Counts {
    fn know(&mut self, block: Block) {
        self.newest += 1;
        self.known.insert(block, self.newest);
        if self.known.len() > KNOWN {
            let oldest = self.known.iter().min_by_key(|(_, at)| **at);
            if let Some(oldest) = oldest.map(|(block, _)| *block) {
                self.known.remove(&oldest);
            }
        }
    }

    // Only when there are many, so that the cost per connection stays even.
    fn forget_old(&mut self, now: Instant) {
        if self.blocks.len() >= BLOCKS && self.blocks.len() == self.blocks.capacity() {
            self.blocks.retain(|_, count| {
                count.open > 0 || now.saturating_duration_since(count.window_began) < WINDOW
            });
        }
    }
}

// 127.0.0.0/8 and ::1.
fn loopback() -> Vec<IpNet> {
    let nets = ["127.0.0.0/8", "::1"].into_iter();
    nets.filter_map(|net| IpNet::parse(net).ok()).collect()
}

fn block(peer: IpAddr) -> Block {
    match peer.to_canonical() {
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64)).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests;
