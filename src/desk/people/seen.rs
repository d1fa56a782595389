//! Who is here: everybody with the time they were seen last, what they have, ending their sign-ins.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use crate::{
    domain::{
        assignee::Assignee,
        audit::{Act, note},
        delivery::DeliveryState,
        id::UserId,
        query::Query,
        right::Right,
        ticket::Status,
        time::Timestamp,
    },
    store,
};

use super::within_reach;
use crate::desk::{access::UserDesk, book::Book, problem::Problem, warrant::label};

/// The organization, and when its people were seen last.
#[derive(Clone, Debug)]
pub struct People {
    pub book: Arc<Book>,
    seen: HashMap<UserId, Timestamp>,
    /// Who has no password yet because the mail with their link came to nothing.
    uninvited: HashSet<UserId>,
}

impl People {
    /// The newest sign of life of somebody's browsers and tokens; None if there never was one that
    /// is still known.
    #[must_use]
    pub fn last_seen(&self, id: UserId) -> Option<Timestamp> {
        self.seen.get(&id).copied()
    }

    /// True if somebody has no password yet and the mail with their link was not delivered.
    #[must_use]
    pub fn invite_failed(&self, id: UserId) -> bool {
        self.uninvited.contains(&id)
    }
}

impl UserDesk {
    /// Reads everybody, in one snapshot.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to manage people.
    pub fn people(&self) -> Result<People, Problem> {
        self.need(Right::People)?;
        let view = self.desk().store.read()?;
        let logins = store::login::all(&view)?.into_iter();
        let devices = store::device::all(&view)?.into_iter();
        let tokens = store::api_token::all(&view)?.into_iter();
        let signs = logins
            .map(|(_, login)| (login.user, login.seen))
            .chain(devices.map(|(_, device)| (device.user, device.seen)))
            .chain(tokens.filter_map(|(_, token)| Some((token.user, token.used?))));
        let mut seen = HashMap::new();
        for (user, at) in signs {
            let newest = seen.entry(user).or_insert(at);
            *newest = at.max(*newest);
        }
        let book = self.book()?;
        let mut uninvited = HashSet::new();
        for user in book.users.iter().filter(|user| user.password.is_none()) {
            let sent = self.desk().account_mail_of(user.id)?;
            if sent.is_some_and(|sent| matches!(sent.delivery.state, DeliveryState::Failed { .. }))
            {
                uninvited.insert(user.id);
            }
        }
        Ok(People {
            book,
            seen,
            uninvited,
        })
    }

    /// Counts the tickets that somebody or a group has and that are not closed. None for a reader
    /// who does not see all tickets: a number would tell of those that they do not see.
    ///
    /// # Errors
    /// [`Problem::Store`] if they cannot be counted.
    pub fn open_tickets(&self, assignee: Assignee) -> Result<Option<u64>, Problem> {
        let sees_all = self.access().sight == crate::domain::access::Sight::All;
        if !(sees_all && self.may(Right::TicketRead)) {
            return Ok(None);
        }
        let open = Status::ALL.into_iter().filter(|it| *it != Status::Closed);
        let query = Query {
            status: open.collect(),
            assignee: Some(Some(assignee)),
            ..Query::default()
        };
        Ok(self.ticket_counts(&[query])?.first().copied())
    }

    /// Ends every sign-in of a user; their browsers have to show the second step again. Returns how
    /// many sign-ins there were.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such user, [`Problem::Field`] if they may more than the
    /// one who acts.
    pub fn user_sign_out(&self, id: UserId, now: Timestamp) -> Result<usize, Problem> {
        self.need(Right::People)?;
        let warrant = self.warrant().clone();
        self.desk().store.write(move |tx| {
            let access = warrant.admit(tx, Right::People)?;
            let user = store::user::get(tx, id)?.ok_or(Problem::NotFound)?;
            within_reach(tx, &access, &user, "user")?;
            let all = store::login::all(tx)?;
            let count = all.iter().filter(|(_, login)| login.user == id).count();
            store::login::retain(tx, |login| login.user != id)?;
            store::device::retain(tx, |device| device.user != id)?;
            let mut changes = Vec::new();
            note(&mut changes, "sign_ins", &count.to_string(), "0");
            warrant.record(tx, Act::SignInRevoked, &label(&user), changes, now)?;
            tx.change(crate::domain::change::Change::Settings)?;
            Ok(count)
        })
    }
}
