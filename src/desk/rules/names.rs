//! Names in a written rule to the ids that they mean, and back.

use crate::{
    desk::{
        book::Book,
        groups::{self, GroupEdit},
        problem::Problem,
        ticket_edit,
        warrant::Warrant,
    },
    domain::{
        address::EmailAddress,
        assignee::Assignee,
        fold::fold,
        id::{GroupId, MailboxId, TagId, UserId},
        right::Right,
        rule::set::{Known, Missing},
        tag::clean_tag,
        time::Timestamp,
    },
    store::{self, WriteTx},
};

/// What becomes of the name of a tag or group that is not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unknown {
    /// It is a fault.
    #[default]
    Refuse,
    /// A tag is made together with the rule, as on a ticket.
    CreateTags,
    /// Groups too, by somebody who may make groups.
    Create,
}

/// Finds what a name means.
pub(super) trait Names {
    fn tag(&mut self, name: &str) -> Result<Option<TagId>, Problem>;
    fn group(&mut self, name: &str) -> Result<Option<GroupId>, Problem>;
    fn book(&self) -> &Book;

    fn user(&self, address: &str) -> Option<UserId> {
        let key = EmailAddress::parse(address.trim()).ok()?.key();
        let mut users = self.book().users.iter();
        let user = users.find(|user| user.active && user.email.key() == key);
        user.map(|user| user.id)
    }

    fn mailbox(&self, address: &str) -> Option<MailboxId> {
        let key = EmailAddress::parse(address.trim()).ok()?.key();
        let mut mailboxes = self.book().mailboxes.iter();
        let mailbox = mailboxes.find(|it| {
            let aliases = it.aliases.iter();
            std::iter::once(&it.address)
                .chain(aliases)
                .any(|own| own.key() == key)
        });
        mailbox.map(|mailbox| mailbox.id)
    }
}

/// Names as the book has them: for trying a rule, which makes nothing.
pub(super) struct BookNames<'a> {
    pub book: &'a Book,
    pub unknown: Unknown,
    /// Tags that saving the rule would make, with numbers that no tag has.
    pub made: Vec<(TagId, String)>,
}

impl Names for BookNames<'_> {
    fn tag(&mut self, name: &str) -> Result<Option<TagId>, Problem> {
        if let Some(tag) = self.book.tag_by_name(name) {
            return Ok(Some(tag.id));
        }
        let Some(name) = clean_tag(name).filter(|_| self.unknown != Unknown::Refuse) else {
            return Ok(None);
        };
        let known = self.made.iter().find(|(_, own)| fold(own) == fold(&name));
        let id = known.map_or(TagId(u64::MAX - self.made.len() as u64), |(id, _)| *id);
        if known.is_none() {
            self.made.push((id, name));
        }
        Ok(Some(id))
    }

    fn group(&mut self, name: &str) -> Result<Option<GroupId>, Problem> {
        Ok(group(self.book, name))
    }

    fn book(&self) -> &Book {
        self.book
    }
}

/// Names inside of the transaction that keeps the rule.
pub(super) struct TxNames<'a, 't> {
    pub tx: &'a mut WriteTx<'t>,
    pub book: &'a Book,
    pub unknown: Unknown,
    pub warrant: &'a Warrant,
    pub now: Timestamp,
}

impl Names for TxNames<'_, '_> {
    fn tag(&mut self, name: &str) -> Result<Option<TagId>, Problem> {
        if let Some(tag) = store::tag::by_name(self.tx, name)? {
            return Ok(Some(tag.merged_into.unwrap_or(tag.id)));
        }
        if self.unknown == Unknown::Refuse || clean_tag(name).is_none() {
            return Ok(None);
        }
        let made = ticket_edit::tag_ids(self.tx, &[name.to_owned()])?;
        Ok(made.first().copied())
    }

    fn group(&mut self, name: &str) -> Result<Option<GroupId>, Problem> {
        if let Some(group) = store::group::by_name(self.tx, name)? {
            return Ok(Some(group.id));
        }
        if self.unknown != Unknown::Create {
            return Ok(None);
        }
        let edit = GroupEdit {
            name: Some(name.to_owned()),
            ..GroupEdit::default()
        };
        groups::make(self.tx, self.warrant, &edit, self.now).map(|group| Some(group.id))
    }

    fn book(&self) -> &Book {
        self.book
    }
}

fn group(book: &Book, name: &str) -> Option<GroupId> {
    let key = fold(name.trim());
    let mut groups = book.groups.iter();
    let group = groups.find(|group| fold(&group.name) == key);
    group.map(|group| group.id)
}

impl Known for Book {
    fn tag(&self, id: TagId) -> Option<TagId> {
        Self::tag(self, id).map(|tag| tag.id)
    }

    fn mailbox(&self, id: MailboxId) -> bool {
        self.mailboxes.iter().any(|mailbox| mailbox.id == id)
    }

    fn unfit(&self, assignee: Assignee) -> Option<Missing> {
        match assignee {
            Assignee::Group(id) => self.group(id).is_none().then_some(Missing::Group),
            Assignee::User(id) => match self.access(id) {
                None => Some(Missing::User),
                Some(access) => (!access.may(Right::TicketRead)).then_some(Missing::Rights),
            },
        }
    }
}
