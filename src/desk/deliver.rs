//! The outgoing queue as the sender sees it: lease, send, report.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
    time::Duration,
};

use tokio::sync::Notify;

use crate::{
    domain::{
        account_mail::AccountMail,
        activity::{self, Actor, Event},
        address::EmailAddress,
        change::Change,
        delivery::{Delivery, DeliveryState, Parcel},
        id::{AccountMailId, DeliveryId, MessageId, TicketId},
        mailbox::Mailbox,
        reason::Reason,
        settings::Smarthost,
        time::Timestamp,
    },
    store::{self, ReadTx, StoreError, View, WriteTx, blobs, seal::Key},
};

use super::{Desk, mailbox, smarthost};

mod way;

/// The name of the smarthost's password among the secrets.
pub(super) const SMARTHOST_PASSWORD: &str = smarthost::PASSWORD;

/// How long an attempt may take before it is made again: longer than all time-outs of one
/// transaction together would be silly, shorter than most of them would send twice.
const LEASE: Duration = Duration::from_secs(15 * 60);

/// One attempt to make.
#[derive(Clone, Debug)]
pub struct DeliveryJob {
    pub id: DeliveryId,
    /// From 1.
    pub attempt: u32,
    pub recipient: EmailAddress,
    pub return_path: EmailAddress,
    pub raw: Arc<[u8]>,
    pub queued: Timestamp,
    /// The way of its mailbox; None goes the desk's own.
    pub route: Option<SendRoute>,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliveryOutcome {
    Delivered {
        server: String,
        reply: String,
        tls: bool,
    },
    Later {
        reason: String,
        next: Timestamp,
    },
    Failed {
        reason: String,
    },
}

/// Where mail goes out.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum SendRoute {
    Smarthost {
        smarthost: Smarthost,
        password: Option<String>,
    },
    Mx,
    /// No first run yet, a demo without its sink, a password that cannot be opened: mail stays
    /// queued.
    Nowhere,
}

// The password is not for logs.
impl std::fmt::Debug for SendRoute {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Smarthost { smarthost, .. } => write!(f, "Smarthost({smarthost:?})"),
            Self::Mx => f.write_str("Mx"),
            Self::Nowhere => f.write_str("Nowhere"),
        }
    }
}

impl Desk {
    /// Takes what is due, earliest first. The lease is on disk before this returns.
    ///
    /// Bytes are read before the lease, so that nothing is leased that cannot be sent. A delivery
    /// whose bytes are gone or do not unpack, or whose link has ended, has failed: no later attempt
    /// could mend that.
    ///
    /// # Errors
    /// [`StoreError`] if the queue cannot be read or written.
    pub fn lease_deliveries(
        &self,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<DeliveryJob>, StoreError> {
        let view = self.store.read()?;
        let due = store::delivery::due(&view, now, limit)?;
        if due.is_empty() {
            return Ok(Vec::new());
        }
        let mut bytes = HashMap::new();
        for delivery in &due {
            if let Entry::Vacant(place) = bytes.entry(delivery.parcel) {
                place.insert(match delivery.parcel {
                    Parcel::Message { message, .. } => of_message(&view, message)?,
                    Parcel::Account(mail) => of_account(&view, &self.key, mail, now)?,
                });
            }
        }
        let mut routes = self.mailbox_routes(&view, &due)?;
        drop(view);
        let unfit: HashMap<Parcel, Reason> = bytes
            .iter()
            .filter_map(|(parcel, raw)| raw.as_ref().err().map(|why| (*parcel, *why)))
            .collect();
        let leased = self.store.write(move |tx| lease(tx, &due, &unfit, now))?;
        let mut job = |delivery: Delivery| {
            let raw = bytes.get(&delivery.parcel)?.clone().ok()?;
            Some(DeliveryJob {
                id: delivery.id,
                attempt: delivery.attempts,
                recipient: delivery.recipient,
                return_path: delivery.return_path,
                raw,
                queued: delivery.queued,
                route: routes.remove(&delivery.id),
            })
        };
        Ok(leased.into_iter().filter_map(&mut job).collect())
    }

    /// The own ways of the mailboxes that some mails are from; those without go the desk's.
    fn mailbox_routes(
        &self,
        view: &ReadTx,
        due: &[Delivery],
    ) -> Result<HashMap<DeliveryId, SendRoute>, StoreError> {
        let book = self.book()?;
        let mut routes = HashMap::new();
        // Nothing of a demo leaves the machine, whatever its mailboxes say.
        if book.settings.as_ref().is_none_or(|settings| settings.demo) {
            return Ok(routes);
        }
        for delivery in due {
            // The return path is an address of the mailbox that the mail is from.
            let path = &delivery.return_path;
            let from = |mailbox: &&Mailbox| mailbox.matches(path.local(), path.domain()).is_some();
            let Some(mailbox) = book.every_mailbox().find(from) else {
                continue;
            };
            let Some(smarthost) = mailbox.route.clone() else {
                continue;
            };
            let secret = mailbox::password_name(mailbox.id);
            let route = match store::settings::secret(view, &self.key, &secret) {
                Err(StoreError::Sealed) => {
                    tracing::error!(
                        "guichet.key does not open `{secret}`: enter the password again in the mailbox's settings"
                    );
                    SendRoute::Nowhere
                }
                password => SendRoute::Smarthost {
                    smarthost,
                    password: password?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
                },
            };
            routes.insert(delivery.id, route);
        }
        Ok(routes)
    }

    /// Queues again what a process that died had leased. Only at start: whoever opens the store
    /// is the only one, so every lease in it is a dead one's.
    ///
    /// # Errors
    /// [`StoreError`] if the queue cannot be read or written.
    pub(super) fn release_leases(&self) -> Result<(), StoreError> {
        let leased = |delivery: &Delivery| matches!(delivery.state, DeliveryState::Leased { .. });
        if !queue(&self.store.read()?)?.iter().any(leased) {
            return Ok(());
        }
        self.store.write(move |tx| {
            for mut delivery in queue(tx)?.into_iter().filter(leased) {
                delivery.state = DeliveryState::Queued;
                store::delivery::put(tx, &delivery)?;
            }
            Ok(())
        })
    }

    /// Writes how an attempt ended. A report of an attempt that is no longer the latest is dropped.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub fn report_delivery(
        &self,
        id: DeliveryId,
        attempt: u32,
        outcome: DeliveryOutcome,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let state = match outcome {
            DeliveryOutcome::Delivered { server, reply, tls } => {
                DeliveryState::Delivered { server, reply, tls }
            }
            DeliveryOutcome::Later { reason, next } => DeliveryState::Delayed { next, reason },
            DeliveryOutcome::Failed { reason } => DeliveryState::Failed { reason },
        };
        self.store
            .write(move |tx| match store::delivery::get(tx, id)? {
                Some(delivery) if delivery.attempts == attempt && delivery.due().is_some() => {
                    set_state(tx, delivery, state.clone(), now)
                }
                _ => Ok(()),
            })
    }

    /// When the next attempt is due.
    ///
    /// # Errors
    /// [`StoreError`] if the queue cannot be read.
    pub fn next_delivery_due(&self) -> Result<Option<Timestamp>, StoreError> {
        store::delivery::next_due(&self.store.read()?)
    }

    /// Notified after each commit that queued mail.
    #[must_use]
    pub fn delivery_wanted(&self) -> Arc<Notify> {
        Arc::clone(&self.mail_queued)
    }
}

fn queue(view: &impl View) -> Result<Vec<Delivery>, StoreError> {
    store::delivery::due(view, Timestamp(i64::MAX), usize::MAX)
}

/// What is sent, or why it never can be.
type Bytes = Result<Arc<[u8]>, Reason>;

fn of_account(
    view: &impl View,
    key: &Key,
    id: AccountMailId,
    now: Timestamp,
) -> Result<Bytes, StoreError> {
    let Some(mail) = store::account_mail::get(view, id)? else {
        return Ok(Err(Reason::Lost));
    };
    let link = store::password_link::get(view, &mail.link)?;
    if !link.is_some_and(|link| link.works(now)) {
        return Ok(Err(Reason::LinkEnded));
    }
    match store::settings::secret(view, key, &AccountMail::secret(id)) {
        Ok(raw) => Ok(raw.map(Into::into).ok_or(Reason::Lost)),
        Err(StoreError::Sealed) => Ok(Err(Reason::Sealed)),
        Err(error) => Err(error),
    }
}

fn of_message(view: &impl View, message: MessageId) -> Result<Bytes, StoreError> {
    let found = store::message::get(view, message)
        .and_then(|found| found.map_or(Ok(None), |message| blobs::get(view, message.raw)));
    match found {
        Ok(raw) => Ok(raw.map(Into::into).ok_or(Reason::Lost)),
        Err(error @ StoreError::Corrupt { .. }) => {
            tracing::error!(message.id = %message, error = %error, "a message cannot be sent");
            Ok(Err(Reason::Lost))
        }
        Err(error) => Err(error),
    }
}

fn lease(
    tx: &mut WriteTx<'_>,
    due: &[Delivery],
    unfit: &HashMap<Parcel, Reason>,
    now: Timestamp,
) -> Result<Vec<Delivery>, StoreError> {
    let mut leased = Vec::new();
    for seen in due {
        // A bounce may have ended it since it was looked at.
        let Some(mut delivery) = store::delivery::get(tx, seen.id)?.filter(|it| it == seen) else {
            continue;
        };
        if let Some(why) = unfit.get(&delivery.parcel) {
            let reason = why.say("");
            set_state(tx, delivery, DeliveryState::Failed { reason }, now)?;
        } else {
            delivery.attempts += 1;
            delivery.state = DeliveryState::Leased {
                until: now.plus(LEASE),
            };
            store::delivery::put(tx, &delivery)?;
            leased.push(delivery);
        }
    }
    Ok(leased)
}

/// Makes what waits for its next try due at once: the trouble of the old way says nothing of a new
/// one.
pub(super) fn try_again(tx: &mut WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
    for mut delivery in queue(tx)? {
        if let DeliveryState::Delayed { next, .. } = &mut delivery.state
            && *next > now
        {
            *next = now;
            store::delivery::put(tx, &delivery)?;
        }
    }
    Ok(())
}

/// Moves a delivery on. A message's is a line of its ticket's log, which pages follow; the bytes
/// of an account mail, which hold a link, go when it is over.
pub(super) fn set_state(
    tx: &mut WriteTx<'_>,
    mut delivery: Delivery,
    state: DeliveryState,
    now: Timestamp,
) -> Result<(), StoreError> {
    delivery.state = state;
    delivery.changed = now;
    store::delivery::put(tx, &delivery)?;
    match delivery.parcel {
        Parcel::Message { message, ticket } => log(tx, &delivery, message, ticket, now),
        Parcel::Account(mail) => {
            if delivery.due().is_none() {
                store::settings::forget_secret(tx, &AccountMail::secret(mail))?;
            }
            tx.change(Change::Settings).map(drop)
        }
    }
}

fn log(
    tx: &mut WriteTx<'_>,
    delivery: &Delivery,
    message: MessageId,
    ticket: TicketId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(mut ticket) = store::ticket::get(tx, ticket)? else {
        return Ok(());
    };
    let event = Event::Delivery {
        delivery: delivery.id,
        message,
        state: delivery.state.clone(),
    };
    let line = store::activity::append(tx, ticket.id, now, Actor::System, event)?;
    activity::apply(&mut ticket, &line);
    store::ticket::put(tx, &ticket)?;
    // Whoever has the page of the ticket that it was merged into sees it there.
    if let Some(into) = ticket.merged_into
        && let Some(root) = store::ticket::root(tx, into)?
    {
        tx.change(Change::Ticket(root.id))?;
    }
    Ok(())
}
