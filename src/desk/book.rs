//! The small records in memory: settings, users, groups, mailboxes, tags. Read anew after a change.

use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::{
    domain::{
        access::{Access, access},
        assignee::Assignee,
        group::Group,
        id::{ActivityId, GroupId, MailboxId, RoleId, TagId, UserId},
        mailbox::Mailbox,
        role::Role,
        settings::Settings,
        tag::Tag,
        user::{Language, User},
    },
    store::{self, Store, StoreError},
};

/// What the organization consists of, at one moment.
#[derive(Debug, Default)]
pub struct Book {
    /// None until the first run ended.
    pub settings: Option<Settings>,
    pub users: Vec<User>,
    pub groups: Vec<Group>,
    pub roles: Vec<Role>,
    pub mailboxes: Vec<Mailbox>,
    tags: HashMap<TagId, Tag>,
    standings: HashMap<UserId, Standing>,
}

/// What an active user may, and since when.
#[derive(Clone, Debug)]
struct Standing {
    access: Access,
    /// The change after which it is so, or a later one: the first look after a start sets it.
    since: ActivityId,
}

impl Book {
    /// The change since which an active user may what they may now, or a later one. What was
    /// before it they may have seen less of.
    #[must_use]
    pub fn access_since(&self, id: UserId) -> ActivityId {
        self.standings
            .get(&id)
            .map_or(ActivityId(u64::MAX), |standing| standing.since)
    }

    /// Compares what everybody may with an earlier book.
    fn compare(&mut self, before: Option<&Self>, newest: ActivityId) {
        let standing = |user: &User| {
            let access = access(user, &self.groups, &self.roles);
            let same = before
                .and_then(|book| book.standings.get(&user.id))
                .filter(|standing| standing.access == access);
            let since = same.map_or(newest, |standing| standing.since);
            (user.id, Standing { access, since })
        };
        let active = self.users.iter().filter(|user| user.active);
        self.standings = active.map(standing).collect();
    }

    #[must_use]
    pub fn user(&self, id: UserId) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    #[must_use]
    pub fn group(&self, id: GroupId) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    #[must_use]
    pub fn role(&self, id: RoleId) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    #[must_use]
    pub fn mailbox(&self, id: MailboxId) -> Option<&Mailbox> {
        self.mailboxes.iter().find(|mailbox| mailbox.id == id)
    }

    #[must_use]
    pub fn tag(&self, id: TagId) -> Option<&Tag> {
        let tag = self.tags.get(&id)?;
        match tag.merged_into {
            Some(into) => self.tags.get(&into),
            None => Some(tag),
        }
    }

    /// Every tag, by name.
    #[must_use]
    pub fn tags(&self) -> Vec<&Tag> {
        let live = self.tags.values().filter(|tag| tag.merged_into.is_none());
        let mut tags: Vec<&Tag> = live.collect();
        tags.sort_by(|a, b| a.name.cmp(&b.name));
        tags
    }

    /// The name of an assignee.
    #[must_use]
    pub fn assignee_name(&self, assignee: Assignee) -> &str {
        match assignee {
            Assignee::User(id) => self.user(id).map_or("", |user| &user.name),
            Assignee::Group(id) => self.group(id).map_or("", |group| &group.name),
        }
    }

    /// What the organization calls itself; empty before the first run ended.
    #[must_use]
    pub fn organization(&self) -> &str {
        self.settings
            .as_ref()
            .map_or("", |settings| &settings.organization)
    }

    /// The language of mails to customers.
    #[must_use]
    pub fn language(&self) -> Language {
        self.settings
            .as_ref()
            .map_or_else(Language::default, |settings| settings.language)
    }
}

/// The newest book, read when it is asked for and something changed since.
#[derive(Default)]
pub(super) struct Books {
    current: RwLock<Option<(u64, Arc<Book>)>>,
    changed: Arc<AtomicU64>,
}

/// Tells the books that they are out of date.
pub(super) struct Stale(Arc<AtomicU64>);

impl Stale {
    pub(super) fn mark(&self) {
        self.0.fetch_add(1, Ordering::AcqRel);
    }
}

impl Books {
    pub(super) fn stale(&self) -> Stale {
        Stale(Arc::clone(&self.changed))
    }

    fn read(&self, store: &Store) -> Result<Arc<Book>, StoreError> {
        let changed = self.changed.load(Ordering::Acquire);
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        let before = current.clone();
        drop(current);
        if let Some((read, book)) = &before
            && *read == changed
        {
            return Ok(Arc::clone(book));
        }
        let view = store.read()?;
        let mut book = Book {
            settings: store::settings::get(&view)?,
            users: store::user::all(&view)?,
            groups: store::group::all(&view)?,
            roles: store::role::all(&view)?,
            mailboxes: store::mailbox::all(&view)?,
            tags: store::tag::all(&view)?
                .into_iter()
                .map(|tag| (tag.id, tag))
                .collect(),
            standings: HashMap::new(),
        };
        let before = before.as_ref().map(|(_, book)| book.as_ref());
        book.compare(before, store::activity::newest(&view)?);
        let book = Arc::new(book);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) =
            Some((changed, Arc::clone(&book)));
        Ok(book)
    }
}

impl super::Desk {
    /// The organization as it is now.
    ///
    /// # Errors
    /// [`StoreError`] if it has to be read anew and cannot be.
    pub fn book(&self) -> Result<Arc<Book>, StoreError> {
        self.books.read(&self.store)
    }
}
