//! Making, changing, deleting mailboxes. A deleted one receives nothing and is kept: its tickets
//! know it, and it can be brought back.

use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        address::{EmailAddress, domain_key},
        audit::{Act, Changed, note},
        change::Change,
        id::{GroupId, MailboxId, UndoId},
        ip_net::IpNet,
        mailbox::Mailbox,
        right::Right,
        text::one_line,
        time::Timestamp,
        undo::Inverse,
    },
    store::{self, StoreError, View, WriteTx, seal::Key},
};

use super::{
    Desk,
    access::UserDesk,
    deliver,
    mailbox::{password_name, receiving},
    people::{NAME_CHARS, note_new},
    problem::{Fault, Problem},
    route::{self, Fields, Kept, RouteEdit},
    seen, signature,
    undo::offer,
    warrant::Warrant,
};

mod addresses;
pub(super) mod back;

use addresses::free;
use back::{restore, set_active};

/// Most other addresses of one mailbox.
const ALIASES: usize = 50;

const ROUTE: Fields = Fields {
    security: "route.security",
    host: "route.host",
    port: "route.port",
    user: "route.user",
    password: "route.password",
};

/// A mailbox that the command line makes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewMailbox {
    pub address: EmailAddress,
    /// Empty takes the organization's name.
    pub display_name: String,
    pub aliases: Vec<EmailAddress>,
    /// Empty is the address's own.
    pub delivery_domain: String,
    pub plus_addresses: bool,
}

impl NewMailbox {
    /// A mailbox with nothing but its address.
    #[must_use]
    pub fn plain(address: EmailAddress) -> Self {
        Self {
            address,
            display_name: String::new(),
            aliases: Vec::new(),
            delivery_domain: String::new(),
            plus_addresses: true,
        }
    }
}

/// What a mailbox shall be; None leaves a field as it is, or as it is in a plain new one.
#[derive(Clone, Debug, Default)]
pub struct MailboxEdit {
    pub address: Option<EmailAddress>,
    pub aliases: Option<Vec<EmailAddress>>,
    /// Empty is the address's own.
    pub delivery_domain: Option<String>,
    pub plus_addresses: Option<bool>,
    /// Empty takes the organization's name.
    pub display_name: Option<String>,
    /// The inner None leaves new tickets to nobody.
    pub default_group: Option<Option<GroupId>>,
    pub signature: Option<String>,
    /// The inner None goes the way of the whole desk.
    pub route: Option<Option<RouteEdit>>,
    /// The mark of the mailbox that its editor saw; None asks for no check.
    pub seen: Option<u64>,
}

impl From<NewMailbox> for MailboxEdit {
    fn from(new: NewMailbox) -> Self {
        Self {
            address: Some(new.address),
            aliases: Some(new.aliases),
            delivery_domain: Some(new.delivery_domain),
            plus_addresses: Some(new.plus_addresses),
            display_name: Some(new.display_name),
            ..Self::default()
        }
    }
}

/// A mailbox as its page shows it; never a password.
#[derive(Clone, Debug)]
pub struct MailboxView {
    pub mailbox: Mailbox,
    /// True if the password of its own server is kept.
    pub has_password: bool,
}

impl Desk {
    /// Makes a mailbox.
    ///
    /// # Errors
    /// [`Problem::Field`] names what is wrong.
    pub fn mailbox_make(
        &self,
        warrant: &Warrant,
        edit: MailboxEdit,
        now: Timestamp,
    ) -> Result<Mailbox, Problem> {
        let (warrant, key) = (warrant.clone(), self.key.clone());
        let allowed = self.options.allow_private.clone();
        self.store.write(move |tx| {
            warrant.admit(tx, Right::Mailboxes)?;
            let address = edit.address.clone();
            let address = address.ok_or(Problem::field("address", Fault::Empty))?;
            let mut mailbox = plain(address);
            fill(tx, &mut mailbox, &edit)?;
            mailbox.id = store::mailbox::next_id(tx)?;
            let mut changes = described(tx, &mailbox)?;
            changes.extend(lead(tx, &mut mailbox, &edit, &key, &allowed, now)?);
            store::mailbox::put(tx, &mailbox)?;
            warrant.record(tx, Act::MailboxMade, mailbox.address.as_str(), changes, now)?;
            tx.change(Change::Settings)?;
            Ok(mailbox)
        })
    }
}

impl UserDesk {
    /// Makes a mailbox.
    ///
    /// # Errors
    /// [`Problem::Field`] names what is wrong, [`Problem::Forbidden`] without the right.
    pub fn mailbox_make(&self, edit: MailboxEdit, now: Timestamp) -> Result<Mailbox, Problem> {
        self.need(Right::Mailboxes)?;
        self.desk().mailbox_make(self.warrant(), edit, now)
    }

    /// Reads a mailbox, a deleted one too.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is none, [`Problem::Forbidden`] without the right.
    pub fn mailbox(&self, id: MailboxId) -> Result<MailboxView, Problem> {
        self.need(Right::Mailboxes)?;
        let view = self.desk().store.read()?;
        Ok(MailboxView {
            mailbox: store::mailbox::get(&view, id)?.ok_or(Problem::NotFound)?,
            has_password: route::has_password(&view, &self.desk().key, &password_name(id))?,
        })
    }

    /// Changes a mailbox.
    ///
    /// # Errors
    /// As [`UserDesk::mailbox_make`]; [`Problem::NotFound`] if there is none that receives.
    pub fn mailbox_edit(
        &self,
        id: MailboxId,
        edit: MailboxEdit,
        now: Timestamp,
    ) -> Result<Mailbox, Problem> {
        self.need(Right::Mailboxes)?;
        let (warrant, key) = (self.warrant().clone(), self.desk().key.clone());
        let allowed = self.desk().options.allow_private.clone();
        let mailbox = self.desk().store.write(move |tx| {
            warrant.admit(tx, Right::Mailboxes)?;
            let found = store::mailbox::get(tx, id)?.filter(|mailbox| mailbox.active);
            let mut mailbox = found.ok_or(Problem::NotFound)?;
            seen::check(edit.seen, &mailbox, "address")?;
            let before = described(tx, &mailbox)?;
            fill(tx, &mut mailbox, &edit)?;
            let mut changes = lead(tx, &mut mailbox, &edit, &key, &allowed, now)?;
            store::mailbox::put(tx, &mailbox)?;
            for (old, new) in before.iter().zip(described(tx, &mailbox)?) {
                note(&mut changes, &new.field, &old.new, &new.new);
            }
            if !changes.is_empty() {
                let name = mailbox.address.as_str();
                warrant.record(tx, Act::MailboxChanged, name, changes, now)?;
                tx.change(Change::Settings)?;
            }
            Ok::<_, Problem>(mailbox)
        })?;
        self.desk().mail_queued.notify_one();
        Ok(mailbox)
    }

    /// Deletes a mailbox: it receives nothing from now on, and its tickets are answered from the
    /// first of the others. The answer takes it back.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is none that receives; [`Problem::Field`] for the last.
    pub fn mailbox_delete(&self, id: MailboxId, now: Timestamp) -> Result<Option<UndoId>, Problem> {
        self.need(Right::Mailboxes)?;
        let warrant = self.warrant().clone();
        self.desk().store.write(move |tx| {
            warrant.admit(tx, Right::Mailboxes)?;
            let active = receiving(tx)?;
            let found = active.iter().find(|mailbox| mailbox.id == id).cloned();
            let mut mailbox = found.ok_or(Problem::NotFound)?;
            if active.len() == 1 {
                return Err(Problem::field("mailbox", Fault::LastMailbox));
            }
            mailbox.active = false;
            set_active(tx, &warrant, &mailbox, Act::MailboxDeleted, now)?;
            let inverse = Inverse::MailboxRestore { mailbox: id };
            let name = mailbox.address.as_str();
            Ok(offer(tx, &warrant, name, inverse, now)?)
        })
    }

    /// Brings a deleted mailbox back.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no deleted one; [`Problem::Field`] if somebody or another
    /// mailbox has one of its addresses now.
    pub fn mailbox_restore(&self, id: MailboxId, now: Timestamp) -> Result<Mailbox, Problem> {
        self.need(Right::Mailboxes)?;
        let warrant = self.warrant().clone();
        self.desk()
            .store
            .write(move |tx| restore(tx, &warrant, id, now))
    }
}

/// The first mailbox, in the transaction of the first run.
pub(super) fn add_first(tx: &mut WriteTx<'_>, address: &EmailAddress) -> Result<Mailbox, Problem> {
    let mut mailbox = plain(address.clone());
    let judged = fill(tx, &mut mailbox, &MailboxEdit::default());
    // The form of the first run has one field for all that an address can be.
    judged.map_err(|problem| match problem {
        Problem::Field { fault, .. } => Problem::field("mailbox", fault),
        other => other,
    })?;
    mailbox.id = store::mailbox::next_id(tx)?;
    store::mailbox::put(tx, &mailbox)?;
    Ok(mailbox)
}

fn plain(address: EmailAddress) -> Mailbox {
    Mailbox {
        id: MailboxId(0),
        address,
        display_name: String::new(),
        aliases: Vec::new(),
        delivery_domain: String::new(),
        plus_addresses: true,
        default_group: None,
        signature: String::new(),
        route: None,
        active: true,
    }
}

fn fill(tx: &WriteTx<'_>, mailbox: &mut Mailbox, edit: &MailboxEdit) -> Result<(), Problem> {
    if let Some(address) = &edit.address {
        mailbox.address = address.clone();
    }
    if let Some(aliases) = &edit.aliases {
        if aliases.len() > ALIASES {
            return Err(Problem::field("aliases", Fault::TooLong(ALIASES)));
        }
        mailbox.aliases.clone_from(aliases);
    }
    let mut known = vec![mailbox.address.key()];
    mailbox.aliases.retain(|alias| {
        let new = !known.contains(&alias.key());
        known.push(alias.key());
        new
    });
    if let Some(domain) = &edit.delivery_domain {
        mailbox.delivery_domain = match domain.trim() {
            "" => String::new(),
            domain => domain_key(domain)
                .filter(|domain| !domain.starts_with('['))
                .ok_or(Problem::field("delivery_domain", Fault::Domain))?,
        };
    }
    if let Some(plus) = edit.plus_addresses {
        mailbox.plus_addresses = plus;
    }
    if let Some(name) = &edit.display_name {
        let name = one_line(name);
        if name.chars().count() > NAME_CHARS {
            return Err(Problem::field("display_name", Fault::TooLong(NAME_CHARS)));
        }
        mailbox.display_name = name;
    }
    if let Some(group) = edit.default_group {
        if let Some(id) = group {
            let there = store::group::get(tx, id)?;
            there.ok_or(Problem::field("default_group", Fault::Unknown))?;
        }
        mailbox.default_group = group;
    }
    if let Some(text) = &edit.signature {
        mailbox.signature = signature::clean(text)?;
    }
    free(tx, mailbox)
}

/// Leads a mailbox's mail another way. Returns what the audit line says of the password.
fn lead(
    tx: &mut WriteTx<'_>,
    mailbox: &mut Mailbox,
    edit: &MailboxEdit,
    key: &Key,
    allowed: &[IpNet],
    now: Timestamp,
) -> Result<Vec<Changed>, Problem> {
    let mut changes = Vec::new();
    let Some(route) = &edit.route else {
        return Ok(changes);
    };
    let (secret, before) = (password_name(mailbox.id), mailbox.route.clone());
    match route {
        None => {
            mailbox.route = None;
            if before.is_some() {
                store::settings::put_secret(tx, key, &secret, None)?;
            }
        }
        Some(route) => {
            let has_password = route::has_password(tx, key, &secret)?;
            let kept = Kept(before.as_ref().filter(|_| has_password));
            let judged = route::judge(route, &kept, allowed, &ROUTE)?;
            judged.keep(tx, key, &secret)?;
            if matches!(judged.password, Some(Some(_))) {
                note_new(&mut changes, ROUTE.password, "***");
            }
            mailbox.route = Some(judged.smarthost);
        }
    }
    if mailbox.route != before || !changes.is_empty() {
        deliver::try_again(tx, now)?;
    }
    Ok(changes)
}

/// What an audit line says of a mailbox: never a password.
fn described(view: &impl View, mailbox: &Mailbox) -> Result<Vec<Changed>, StoreError> {
    let aliases: Vec<&str> = mailbox.aliases.iter().map(EmailAddress::as_str).collect();
    let group = match mailbox.default_group {
        Some(id) => store::group::get(view, id)?.map_or_else(String::new, |group| group.name),
        None => String::new(),
    };
    let plus = if mailbox.plus_addresses {
        "true"
    } else {
        "false"
    };
    let mut fields = Vec::new();
    note_new(&mut fields, "address", mailbox.address.as_str());
    note_new(&mut fields, "aliases", &aliases.join(", "));
    note_new(&mut fields, "delivery_domain", &mailbox.delivery_domain);
    note_new(&mut fields, "plus_addresses", plus);
    note_new(&mut fields, "display_name", &mailbox.display_name);
    note_new(&mut fields, "default_group", &group);
    note_new(&mut fields, "signature", &mailbox.signature);
    note_new(
        &mut fields,
        "route",
        &route::described(mailbox.route.as_ref()),
    );
    Ok(fields)
}
