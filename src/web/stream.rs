//! The event stream: which tickets changed, by number. Pages fetch what they lack.
//!
//! Whether the listener may still hear is asked at every commit, not once at the start. `access` says
//! that they may or see something else than when their page was drawn, `leave` that they are out.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use futures_util::stream;
use poem::{
    IntoResponse,
    web::sse::{Event, SSE},
};
use tokio::sync::broadcast;

use crate::{
    desk::{
        access::{Credential, Denied, Need, Seen, UserDesk},
        events::{Heard, Listener},
        feed::{CatchUp, Hears},
    },
    domain::{
        id::{ActivityId, TicketId, UserId},
        right::Right,
    },
    net::conversation::ReceiverEvent,
};

use super::{Web, call::Call, draw, gate::Answer, setup, site};

const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// How long it may take until a sign-in that ended without a commit ends its stream.
const LOOK: Duration = Duration::from_secs(10);
/// How long a browser waits before it connects again, in milliseconds.
const RETRY: u64 = 1_000;

struct Stream {
    web: Arc<Web>,
    credential: Credential,
    commits: Listener,
    /// The receiver's conversation, for the page that waits for the first e-mail.
    receiver: Option<broadcast::Receiver<ReceiverEvent>>,
    last: ActivityId,
    /// What the listener may and sees and by which program, as their pages know it.
    stamp: String,
    ready: VecDeque<Event>,
    ended: bool,
}

/// Streams what changes from now on, after what changed since `after` or `Last-Event-ID`.
pub async fn stream(call: Call, user: UserDesk) -> Answer {
    let commits = call.web.desk.listen();
    let asked = call
        .header("last-event-id")
        .or_else(|| call.query.get("after"));
    let asked = asked.and_then(|text| text.parse().ok()).map(ActivityId);
    let newest = call.run(|desk| desk.newest_change()).await?;
    let cookie = site::cookie(&call.headers, call.web.site.cookie_name()).unwrap_or_default();
    let wants_receiver = call.query.has("receiver") && user.may(Right::Settings);
    let stamp = draw::stamp(&user);
    let drawn_for = call.query.get("access").unwrap_or(&stamp).to_owned();
    let mut stream = Stream {
        web: Arc::clone(&call.web),
        credential: Credential::Cookie(cookie.to_owned()),
        commits,
        receiver: wants_receiver.then(|| call.web.conversation.watch()),
        last: asked.unwrap_or(newest),
        stamp: drawn_for,
        ready: VecDeque::from([Event::Retry { retry: RETRY }]),
        ended: false,
    };
    stream.keep_up(&user);
    match asked {
        Some(after) => match call.run(move |_| user.catch_up(after)).await? {
            CatchUp::Changes(told) => stream.say(&told),
            CatchUp::Reset => stream.reset(newest),
        },
        None => stream
            .ready
            .push_back(message("hello", newest, String::new())),
    }
    let events = stream::unfold(stream, |mut stream| async move {
        let event = stream.next().await?;
        Some((event, stream))
    });
    Ok(SSE::new(events).keep_alive(KEEP_ALIVE).into_response())
}

impl Stream {
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            if self.ended {
                return None;
            }
            let stop = self.web.stopping.clone();
            tokio::select! {
                () = stop.cancelled() => self.ended = true,
                heard = self.commits.next() => self.heard(heard).await,
                line = next_line(&mut self.receiver) => {
                    self.ready.push_back(message("receiver", self.last, line));
                }
                () = tokio::time::sleep(LOOK) => drop(self.enter().await),
            }
        }
    }

    async fn heard(&mut self, heard: Heard) {
        let changes = match heard {
            Heard::Changes(changes) => Some(changes),
            // Nobody sees themselves there.
            Heard::Presence(ticket, who) => {
                return self.tell("presence", ticket, |me| who != Some(me)).await;
            }
            Heard::Mention(user, ticket) => {
                return self.tell("mention", ticket, |me| me == user).await;
            }
            Heard::Reading(user, ticket) => {
                return self.tell("read", ticket, |me| me == user).await;
            }
            // A page asks for its line again, as it does for what was read elsewhere.
            Heard::Due(ticket) => return self.tell("read", ticket, |_| true).await,
            Heard::Missed => None,
            Heard::End => return self.ended = true,
        };
        let Some(user) = self.enter().await else {
            return;
        };
        if let Some(changes) = changes {
            let told: Vec<_> = changes
                .iter()
                .filter_map(|change| Some((change.number, user.hears(*change)?)))
                .collect();
            return self.say(&told);
        }
        let after = self.last;
        match self.web.desk.run(move |_| user.catch_up(after)).await {
            Ok(Ok(CatchUp::Changes(told))) => self.say(&told),
            _ => self.reset(self.last),
        }
    }

    /// Tells of a ticket that the listener sees, where it is meant for them or for everybody. What is
    /// told so has no number of its own.
    async fn tell(&mut self, event: &str, ticket: TicketId, is_meant: impl Fn(UserId) -> bool) {
        let Some(user) = self.enter().await else {
            return;
        };
        if is_meant(user.user().id) && user.may(Right::TicketRead) && user.sees_number(ticket) {
            self.ready
                .push_back(message(event, self.last, ticket.to_string()));
        }
    }

    /// Asks again who listens; None ends the stream.
    async fn enter(&mut self) -> Option<UserDesk> {
        let (credential, now) = (self.credential.clone(), self.web.clock.now());
        let entered = self.web.desk.run(move |desk| {
            // A page that is left open is no sign of life.
            desk.enter(&credential, Need::SignedIn, None, Seen::Leave, now)
        });
        match entered.await {
            Ok(Ok(user)) => {
                self.keep_up(&user);
                return Some(user);
            }
            Ok(Err(Denied::SignedOut | Denied::Forbidden)) => {
                self.ready
                    .push_back(message("leave", self.last, String::new()));
            }
            // The browser comes again when the desk can say.
            Ok(Err(Denied::Store(_))) | Err(_) => {}
        }
        self.ended = true;
        None
    }

    /// Says so when the listener may or sees something else than their pages know, or another program draws them.
    fn keep_up(&mut self, user: &UserDesk) {
        let stamp = draw::stamp(user);
        if stamp == self.stamp {
            return;
        }
        if !user.may(Right::Settings) {
            self.receiver = None;
        }
        self.stamp.clone_from(&stamp);
        self.ready.push_back(message("access", self.last, stamp));
    }

    fn say(&mut self, told: &[(ActivityId, Hears)]) {
        for (number, hears) in told {
            // A commit that the catch-up told already comes again through the listener.
            if *number <= self.last {
                continue;
            }
            self.last = *number;
            self.ready.push_back(match hears {
                Hears::Ticket(ticket) => message("ticket", *number, ticket.to_string()),
                Hears::Gone(ticket) => message("gone", *number, ticket.to_string()),
                Hears::Settings => message("settings", *number, String::new()),
            });
        }
    }

    fn reset(&mut self, newest: ActivityId) {
        self.last = newest;
        self.ready
            .push_back(message("reset", newest, String::new()));
    }
}

/// The next step of the receiver's conversation, as the set-up page reads it.
async fn next_line(receiver: &mut Option<broadcast::Receiver<ReceiverEvent>>) -> String {
    let Some(receiver) = receiver else {
        return std::future::pending().await;
    };
    loop {
        match receiver.recv().await {
            Ok(event) => return setup::words(&event),
            Err(broadcast::error::RecvError::Lagged(_)) => {}
            Err(broadcast::error::RecvError::Closed) => return std::future::pending().await,
        }
    }
}

fn message(event: &str, number: ActivityId, data: String) -> Event {
    // An empty data line would keep browsers from firing the event.
    let data = if data.is_empty() {
        "-".to_owned()
    } else {
        data
    };
    Event::Message {
        id: number.to_string(),
        event: event.to_owned(),
        data,
    }
}
