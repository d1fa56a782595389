//! Somebody forgot their password and asks for a mail. Nobody learns by it who works here.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use crate::{
    desk::{
        Desk,
        account_mail::{Addressee, Draft},
        problem::Problem,
        sign_in::block,
        warrant::{Warrant, label},
    },
    domain::{
        account_mail::AccountMail,
        address::EmailAddress,
        audit::{Act, Via},
        change::Change,
        credential::LinkPurpose,
        time::Timestamp,
        user::User,
    },
    store::{self, StoreError, WriteTx},
};

/// Mails that one person gets on their own asking, within [`MAILS_TIME`].
const MAILS: usize = 3;
const MAILS_TIME: Duration = Duration::from_secs(60 * 60);
/// Times that one peer may ask within [`PAUSE`].
const ASKS: usize = 10;
const PAUSE: Duration = Duration::from_secs(15 * 60);
/// Peers whose asking is remembered; beyond it the oldest is forgotten.
const PEERS: usize = 10_000;

/// Why nobody may ask for a mail right now.
#[derive(Clone, Debug, thiserror::Error)]
pub enum AskError {
    #[error("too many requests for a new password")]
    Pause { until: Timestamp },
    #[error(transparent)]
    Problem(#[from] Problem),
}

/// Who asked lately, by peer.
#[derive(Default)]
pub(in crate::desk) struct Asks(Mutex<HashMap<IpAddr, Vec<Timestamp>>>);

impl Asks {
    /// Counts one; says until when to wait if that is one too many.
    fn count(&self, peer: IpAddr, now: Timestamp) -> Result<(), AskError> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let recent = |at: &Timestamp| now.since(*at) < PAUSE;
        if !all.contains_key(&peer) {
            make_room(&mut all, now);
        }
        let asks = all.entry(peer).or_default();
        asks.retain(recent);
        if asks.len() >= ASKS {
            let until = asks.first().map_or(now, |first| first.plus(PAUSE));
            return Err(AskError::Pause { until });
        }
        asks.push(now);
        Ok(())
    }
}

// Whoever has many addresses pushes out what is oldest, never more than there is room for.
fn make_room(all: &mut HashMap<IpAddr, Vec<Timestamp>>, now: Timestamp) {
    if all.len() < PEERS {
        return;
    }
    all.retain(|_, asks| asks.last().is_some_and(|at| now.since(*at) < PAUSE));
    if all.len() >= PEERS {
        let oldest = all.iter().min_by_key(|(_, asks)| asks.last().copied());
        if let Some(oldest) = oldest.map(|(peer, _)| *peer) {
            all.remove(&oldest);
        }
    }
}

impl Desk {
    /// Somebody forgot their password. The same for every address, but for the mail.
    ///
    /// # Errors
    /// [`AskError::Pause`] for a peer that asks too often, whatever it asks for.
    pub fn password_ask(
        &self,
        email: &EmailAddress,
        from: IpAddr,
        now: Timestamp,
    ) -> Result<(), AskError> {
        self.asks.count(block(from), now)?;
        // A mail is written for an address that nobody has, too: that is most of the work.
        let known = self.user_by_email(email).map_err(Problem::from)?;
        let nobody = Addressee {
            name: email.as_str(),
            email,
            language: None,
        };
        let to = known.as_ref().map_or(nobody, Addressee::of);
        let draft = self.account_draft(&to, LinkPurpose::Reset, None, now)?;
        let is_own = self.is_own_address(email).map_err(Problem::from)?;
        let draft = draft.filter(|_| !is_own);
        let warrant = Warrant::stranger(email.as_str(), Via::Page, from);
        let email = email.clone();
        let queued = self.store.write(move |tx| {
            let user = store::user::by_email(tx, &email)?;
            let subject = user.as_ref().map_or_else(String::new, label);
            let queued = ask(tx, user.as_ref(), draft.as_ref(), now)?;
            warrant.record(tx, Act::PasswordAsked, &subject, Vec::new(), now)?;
            Ok::<_, Problem>(queued)
        })?;
        if queued == Queued::Mail {
            self.mail_queued.notify_one();
        }
        Ok(())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Queued {
    Mail,
    Nothing,
}

/// Queues the mail for who may have one: active, with a password, and not too often.
fn ask(
    tx: &mut WriteTx<'_>,
    user: Option<&User>,
    draft: Option<&Draft>,
    now: Timestamp,
) -> Result<Queued, StoreError> {
    let fit = user.filter(|user| user.active && user.password.is_some());
    let (Some(user), Some(draft)) = (fit, draft) else {
        return Ok(Queued::Nothing);
    };
    let sent = store::account_mail::lately(tx, user.id, now.minus(MAILS_TIME))?;
    let counts = |mail: &AccountMail| {
        mail.purpose == LinkPurpose::Reset && now.since(mail.queued) < MAILS_TIME
    };
    if sent.into_iter().filter(counts).count() >= MAILS {
        return Ok(Queued::Nothing);
    }
    draft.queue(tx, user.id, now)?;
    tx.change(Change::Settings)?;
    Ok(Queued::Mail)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_790_000_000_000_000);

    fn peer(number: usize) -> IpAddr {
        IpAddr::V4((0x0a00_0000 + u32::try_from(number).unwrap()).into())
    }

    #[test]
    fn no_number_of_peers_takes_more_room_than_there_is() {
        let asks = Asks::default();
        let held = || asks.0.lock().unwrap().len();
        for number in 0..PEERS + 100 {
            let at = NOW.plus(Duration::from_millis(number as u64));
            asks.count(peer(number), at).unwrap();
        }
        assert_eq!(held(), PEERS);
        // The newest is still counted, the oldest is not.
        let known = |number| asks.0.lock().unwrap().contains_key(&peer(number));
        assert!(known(PEERS + 99) && known(100) && !known(99));
        // All that is over goes at once.
        asks.count(peer(1), NOW.plus(PAUSE * 2)).unwrap();
        assert_eq!(held(), 1);
    }
}
