//! The sample organization of `guichet demo`: people, about 300 tickets made through the real
//! receiver, a sink for what the desk sends, and somebody who writes now and then.
//!
//! Never connects to anything but the desk's own receiver, and never lets a desk send anywhere but
//! to its own sink on loopback.

pub mod dice;
pub mod letter;
pub mod mailbag;
pub mod organization;
pub mod play;
pub mod postman;
pub mod samples;
pub mod sink;
pub mod story;
pub mod visitors;

use std::{net::SocketAddr, sync::Arc};

use crate::{
    base::{clock::Clock, tasks::Tasks},
    desk::{Desk, problem::Problem},
    domain::time::Timestamp,
};

use play::Player;
use samples::Samples;
use sink::Sink;

/// Any number: the stories of one seed are always the same.
const SEED: u64 = 1_042;

/// Why there is no demo.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error(
        "this folder holds a real desk, which `guichet demo` leaves alone; name another one with --data"
    )]
    RealDesk,
    #[error(
        "this folder holds the demo, whose mail may not leave the machine; start it with `guichet demo`"
    )]
    IsDemo,
    #[error("a sample text is broken: {0}")]
    Samples(String),
    #[error("a sample mail was not taken: {0}")]
    Refused(String),
    #[error("a sample ticket was not found: {0}")]
    Lost(String),
    #[error("the demo's mail sink cannot listen: {0}")]
    Sink(#[from] std::io::Error),
    #[error(transparent)]
    Problem(#[from] Problem),
}

/// What was found in the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing: the organization was made, the tickets are still to come.
    Nothing,
    /// A demo of an earlier start.
    Demo,
}

/// The demo's part of a running desk; the sink lives as long as this.
#[derive(Debug)]
pub struct Demo {
    pub found: Found,
    samples: Samples,
    tasks: Tasks,
}

/// Refuses a demo's folder: for whoever starts a real desk.
///
/// # Errors
/// [`DemoError::IsDemo`].
pub fn refuse(desk: &Desk) -> Result<(), DemoError> {
    let book = desk.book().map_err(Problem::from)?;
    match &book.settings {
        Some(settings) if settings.demo => Err(DemoError::IsDemo),
        _ => Ok(()),
    }
}

impl Demo {
    /// Takes a folder that is empty or a demo's, and starts the sink. To be called before any
    /// door is open.
    ///
    /// # Errors
    /// [`DemoError::RealDesk`], or what the desk or the system said.
    pub async fn open(desk: &Arc<Desk>, now: Timestamp) -> Result<Self, DemoError> {
        let samples = Samples::read()?;
        let settings = desk.book().map_err(Problem::from)?.settings.clone();
        let found = match settings {
            None => Found::Nothing,
            Some(settings) if settings.demo => Found::Demo,
            Some(_) => return Err(DemoError::RealDesk),
        };
        let tasks = Tasks::new();
        let sink = Sink::start(&tasks).await?;
        desk.demo_sink(sink.port);
        if found == Found::Nothing {
            let people = samples.clone();
            desk.run(move |desk| organization::found(desk, &people, now))
                .await
                .map_err(Problem::from)??;
        }
        Ok(Self {
            found,
            samples,
            tasks,
        })
    }

    /// Makes the sample tickets if the folder was empty; the clock runs with the system's after.
    /// Returns how many were made.
    ///
    /// # Errors
    /// What the desk or its receiver refused.
    pub async fn furnish(
        &self,
        desk: &Arc<Desk>,
        clock: &Clock,
        receiver: SocketAddr,
    ) -> Result<usize, DemoError> {
        if self.found == Found::Demo {
            clock.run();
            return Ok(0);
        }
        let stories = story::invent(&self.samples, SEED, clock.now());
        let player = Player::new(desk, clock, receiver, &self.samples, &stories);
        let made = match player {
            Ok(player) => Box::pin(player.play()).await,
            Err(error) => Err(error),
        };
        clock.run();
        made
    }

    /// Lets somebody write now and then, until the demo is stopped.
    pub fn come_alive(&self, desk: &Arc<Desk>, clock: &Clock, receiver: SocketAddr) {
        let stop = self.tasks.stop_token();
        let visitors = visitors::write(
            Arc::clone(desk),
            clock.clone(),
            receiver,
            self.samples.clone(),
        );
        self.tasks.spawn("demo visitors", async move {
            tokio::select! {
                () = stop.cancelled() => {}
                () = visitors => {}
            }
        });
    }

    /// Says who can sign in.
    #[must_use]
    pub fn sign_in(&self) -> String {
        let admin = self
            .samples
            .people
            .first()
            .map_or("", |person| person.email);
        let expert = self.samples.people.get(1).map_or("", |person| person.email);
        let password = organization::PASSWORD;
        format!("sign in as {admin} (admin) or {expert} (expert) with password \"{password}\"")
    }

    /// Ends the sink and the visitors.
    pub async fn stop(self) {
        self.tasks.stop();
        self.tasks.ended().await;
    }
}
