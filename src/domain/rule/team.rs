//! Sharing tickets out among the members of a group who are there.

use serde::{Deserialize, Serialize};

use crate::domain::{
    assignee::Assignee,
    id::{GroupId, UserId},
};

/// How tickets are shared out. Codes are on disk: never renumber.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Share {
    /// One after the other.
    RoundRobin = 0,
    /// To whom fewest tickets that are not closed belong.
    LeastLoaded = 1,
}

impl Share {
    pub const ALL: [Self; 2] = [Self::RoundRobin, Self::LeastLoaded];

    /// The word of the API, and behind `rule-share-` in the catalogues.
    #[must_use]
    pub fn word(self) -> &'static str {
        ["round_robin", "least_loaded"][self as usize]
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|share| share.word() == word)
    }
}

/// A group as it is when a ticket is to be shared out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    pub group: GroupId,
    /// Everybody in it.
    pub members: Vec<UserId>,
    /// Those who are there and may see tickets, with how many that are not closed they have.
    pub present: Vec<(UserId, u64)>,
    /// Who was given the last one by a rule.
    pub last: Option<UserId>,
}

impl Team {
    /// Who gets a ticket that `now` has; None if a member has it already.
    ///
    /// Nobody there: the group itself, so that whoever comes first sees it.
    #[must_use]
    pub fn pick(&self, share: Share, now: Option<Assignee>) -> Option<Assignee> {
        if matches!(now, Some(Assignee::User(user)) if self.members.contains(&user)) {
            return None;
        }
        let last = self.last.unwrap_or(UserId(0));
        // Behind the last one first, so that equals take turns.
        let turn = |user: &UserId| (*user <= last, *user);
        let picked = match share {
            Share::RoundRobin => self.present.iter().min_by_key(|(user, _)| turn(user)),
            Share::LeastLoaded => self
                .present
                .iter()
                .min_by_key(|(user, open)| (*open, turn(user))),
        };
        Some(match picked {
            Some((user, _)) => Assignee::User(*user),
            None => Assignee::Group(self.group),
        })
    }
}

#[cfg(test)]
mod tests;
