//! The small records in memory: settings, users, groups, mailboxes, tags, rules, calendars. Read
//! anew after a change.

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
        calendar::{
            Calendar,
            dues::{Dues, dues},
            of_ticket::{Service, Services},
        },
        fold::fold,
        group::Group,
        id::{ActivityId, GroupId, MailboxId, RoleId, TagId, UserId},
        mailbox::Mailbox,
        role::Role,
        rule::set::RuleSet,
        settings::Settings,
        tag::Tag,
        ticket::Ticket,
        user::{Language, User},
    },
    store::{self, Store, StoreError},
};

use super::rules;

/// What the organization consists of, at one moment.
#[derive(Debug, Default)]
pub struct Book {
    /// None until the first run ended.
    pub settings: Option<Settings>,
    pub users: Vec<User>,
    pub groups: Vec<Group>,
    pub roles: Vec<Role>,
    /// Those that receive; the first of them answers where a ticket has none.
    pub mailboxes: Vec<Mailbox>,
    /// Mailboxes that were deleted: their tickets still know them.
    deleted: Vec<Mailbox>,
    tags: HashMap<TagId, Tag>,
    /// The last names of deleted groups.
    gone: HashMap<GroupId, String>,
    standings: HashMap<UserId, Standing>,
    /// Ready to be asked.
    pub rules: Arc<RuleSet>,
    pub calendars: Vec<Calendar>,
    /// The same, ready to be asked.
    pub services: Arc<Services>,
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

    /// What an active user may.
    #[must_use]
    pub fn access(&self, id: UserId) -> Option<&Access> {
        self.standings.get(&id).map(|standing| &standing.access)
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

    /// The name of a group, also of one that was deleted.
    #[must_use]
    pub fn group_name(&self, id: GroupId) -> Option<&str> {
        let gone = || self.gone.get(&id).map(String::as_str);
        self.group(id)
            .map(|group| group.name.as_str())
            .or_else(gone)
    }

    #[must_use]
    pub fn role(&self, id: RoleId) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    /// A mailbox, a deleted one too.
    #[must_use]
    pub fn mailbox(&self, id: MailboxId) -> Option<&Mailbox> {
        self.every_mailbox().find(|mailbox| mailbox.id == id)
    }

    /// The mailboxes that receive, then those that did.
    pub fn every_mailbox(&self) -> impl Iterator<Item = &Mailbox> {
        self.mailboxes.iter().chain(&self.deleted)
    }

    /// The mailboxes that were deleted.
    #[must_use]
    pub fn deleted_mailboxes(&self) -> &[Mailbox] {
        &self.deleted
    }

    /// The mailbox that a ticket is answered from: its own while that receives, else the first.
    #[must_use]
    pub fn answers_from(&self, own: Option<MailboxId>) -> Option<&Mailbox> {
        let receiving = self
            .mailboxes
            .iter()
            .find(|mailbox| Some(mailbox.id) == own);
        receiving.or_else(|| self.mailboxes.first())
    }

    /// The tag that is shown for an id: the one that it was merged into, none if it was deleted.
    #[must_use]
    pub fn tag(&self, id: TagId) -> Option<&Tag> {
        let tag = self.tags.get(&id)?;
        let shown = match tag.merged_into {
            Some(into) => self.tags.get(&into),
            None => Some(tag),
        };
        shown.filter(|tag| tag.active)
    }

    /// The name under which a tag stands in logs: its own, whatever became of it.
    #[must_use]
    pub fn tag_name(&self, id: TagId) -> Option<&str> {
        self.tags.get(&id).map(|tag| tag.name.as_str())
    }

    /// The tags that are shown for some ids, each once, in their order.
    #[must_use]
    pub fn tags_of(&self, ids: &[TagId]) -> Vec<&Tag> {
        let mut shown: Vec<&Tag> = Vec::new();
        for tag in ids.iter().filter_map(|id| self.tag(*id)) {
            if !shown.iter().any(|other| other.id == tag.id) {
                shown.push(tag);
            }
        }
        shown
    }

    /// A tag with those that were merged into it.
    #[must_use]
    pub fn tag_group(&self, id: TagId) -> Vec<TagId> {
        let merged = self.tags.values().filter(|tag| tag.merged_into == Some(id));
        let mut ids: Vec<TagId> = merged.map(|tag| tag.id).collect();
        ids.push(id);
        ids
    }

    /// Every tag that is shown, by name.
    #[must_use]
    pub fn tags(&self) -> Vec<&Tag> {
        let live = self
            .tags
            .values()
            .filter(|tag| tag.active && tag.merged_into.is_none());
        let mut tags: Vec<&Tag> = live.collect();
        tags.sort_by_cached_key(|tag| (fold(&tag.name), tag.id));
        tags
    }

    /// Finds a tag by what somebody typed; the name of a merged one finds the other.
    #[must_use]
    pub fn tag_by_name(&self, name: &str) -> Option<&Tag> {
        let key = fold(name);
        let found = self
            .tags
            .values()
            .find(|tag| tag.active && fold(&tag.name) == key);
        found.and_then(|tag| self.tag(tag.id))
    }

    /// The name of an assignee.
    #[must_use]
    pub fn assignee_name(&self, assignee: Assignee) -> &str {
        match assignee {
            Assignee::User(id) => self.user(id).map_or("", |user| &user.name),
            Assignee::Group(id) => self.group_name(id).unwrap_or_default(),
        }
    }

    /// The hours that a ticket follows.
    #[must_use]
    pub fn service(&self, ticket: &Ticket) -> Arc<Service> {
        self.services.of(ticket.assignee, ticket.mailbox)
    }

    /// When a ticket is due.
    #[must_use]
    pub fn dues(&self, ticket: &Ticket) -> Dues {
        dues(ticket, &self.service(ticket))
    }

    /// What the organization calls itself; empty before the first run ended.
    #[must_use]
    pub fn organization(&self) -> &str {
        self.settings
            .as_ref()
            .map_or("", |settings| &settings.organization)
    }

    /// The time zone of the organization.
    #[must_use]
    pub fn zone(&self) -> &str {
        let settings = self.settings.as_ref();
        settings.map_or("UTC", |settings| &settings.time_zone)
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
        let (mailboxes, deleted) = store::mailbox::all(&view)?
            .into_iter()
            .partition(|mailbox| mailbox.active);
        let mut book = Book {
            settings: store::settings::get(&view)?,
            users: store::user::all(&view)?,
            groups: store::group::all(&view)?,
            roles: store::role::all(&view)?,
            mailboxes,
            deleted,
            tags: store::tag::all(&view)?
                .into_iter()
                .map(|tag| (tag.id, tag))
                .collect(),
            gone: store::group::gone(&view)?.into_iter().collect(),
            standings: HashMap::new(),
            rules: Arc::default(),
            calendars: store::calendar::all(&view)?,
            services: Arc::default(),
        };
        let services = Services::new(&book.calendars, &book.groups);
        book.services = Arc::new(services.in_zone(book.zone()));
        let before = before.as_ref().map(|(_, book)| book.as_ref());
        book.compare(before, store::activity::newest(&view)?);
        let before = before.map(|book| book.rules.as_ref());
        book.rules = Arc::new(rules::ready(&view, &book, before)?);
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
