//! Every table and index of the file, in one place. Names and types here are on disk for good.
//!
//! Keys are integers, tuples of integers, `&[u8]` or `&str` only: redb records type names in the
//! file. A value of `&[u8]` is a record of `codec` unless the line says otherwise.

use std::cell::OnceCell;

use redb::{
    ReadOnlyTable, ReadTransaction, ReadableTable, Table, TableDefinition, WriteTransaction,
};

use super::StoreError;

type Bytes = &'static [u8];
type Text = &'static str;

macro_rules! tables {
    ($($(#[$doc:meta])* $field:ident / $field_mut:ident: $key:ty => $value:ty = $name:literal;)*) => {
        /// Table names with their key and value types, for the schema snapshot.
        pub const TABLES: &[(&str, &str, &str)] =
            &[$(($name, stringify!($key), stringify!($value))),*];

        /// What can be read, from a snapshot or inside a write.
        pub trait View {
            $($(#[$doc])*
            /// # Errors
            /// [`StoreError`] if the table cannot be opened.
            fn $field(&self) -> Result<&impl ReadableTable<$key, $value>, StoreError>;)*
        }

        /// A consistent snapshot. Keep it short: it holds pages back from reuse.
        pub struct ReadTx {
            tx: ReadTransaction,
            $($field: OnceCell<ReadOnlyTable<$key, $value>>,)*
        }

        impl ReadTx {
            pub(super) fn new(tx: ReadTransaction) -> Self {
                Self { tx, $($field: OnceCell::new(),)* }
            }
        }

        impl View for ReadTx {
            $(fn $field(&self) -> Result<&impl ReadableTable<$key, $value>, StoreError> {
                if let Some(table) = self.$field.get() {
                    return Ok(table);
                }
                let table = self.tx.open_table(TableDefinition::<$key, $value>::new($name))?;
                Ok(self.$field.get_or_init(|| table))
            })*
        }

        /// All tables, each opened when a closure first asks for it and lent to the others: most
        /// transactions touch a third of them.
        pub(super) struct WriteTables<'t> {
            tx: &'t WriteTransaction,
            $($field: OnceCell<Table<'t, $key, $value>>,)*
        }

        impl<'t> WriteTables<'t> {
            pub(super) fn new(tx: &'t WriteTransaction) -> Self {
                Self { tx, $($field: OnceCell::new(),)* }
            }
        }

        /// Makes every table that is not there yet.
        pub(super) fn make(tx: &WriteTransaction) -> Result<(), StoreError> {
            $(drop(tx.open_table(TableDefinition::<$key, $value>::new($name))?);)*
            Ok(())
        }

        impl View for super::WriteTx<'_> {
            $(fn $field(&self) -> Result<&impl ReadableTable<$key, $value>, StoreError> {
                let tables = &self.tables;
                if let Some(table) = tables.$field.get() {
                    return Ok(table);
                }
                let table = tables.tx.open_table(TableDefinition::<$key, $value>::new($name))?;
                Ok(tables.$field.get_or_init(|| table))
            })*
        }

        impl<'t> super::WriteTx<'t> {
            $(pub(super) fn $field_mut(&mut self) -> Result<&mut Table<'t, $key, $value>, StoreError> {
                View::$field(self)?;
                self.wrote = true;
                Ok(self.tables.$field.get_mut().expect("it was opened by the line above"))
            })*
        }
    };
}

tables! {
    /// Name of a counter → last number given. `format` is the file's version.
    counter / counter_mut: Text => u64 = "counter";
    /// Change number → (kind, id), in commit order: the change feed.
    change / change_mut: u64 => (u8, u64) = "change";

    /// Ticket number → ticket.
    ticket / ticket_mut: u64 => Bytes = "ticket";
    /// Page of 64 ticket numbers → their packed rows: overview, counts.
    ticket_columns / ticket_columns_mut: u64 => Bytes = "ticket.columns";
    /// Reply token → ticket number: placement.
    ticket_by_token / ticket_by_token_mut: Text => u64 = "ticket.by_token";

    /// (Ticket, change number) → activity, oldest first: the log.
    activity / activity_mut: (u64, u64) => Bytes = "activity";

    /// (Ticket, change number of the note) → what its author made of it since.
    note / note_mut: (u64, u64) => Bytes = "note";

    /// Message id → message.
    message / message_mut: u64 => Bytes = "message";
    /// Message-ID header → message id of the first that bore it: placement.
    message_by_msg_id / message_by_msg_id_mut: Text => u64 = "message.by_msg_id";
    /// Reply token of what was forwarded → message id: placement.
    forward_by_token / forward_by_token_mut: Text => u64 = "forward.by_token";

    /// Blob number and chunk → zstd bytes, at most 32,600 each.
    blob / blob_mut: (u64, u32) => Bytes = "blob";
    /// SHA-256 → number, plain size, chunks, references (four integers, see `blobs`).
    blob_by_hash / blob_by_hash_mut: Bytes => (u64, u64, u32, u32) = "blob.by_hash";

    /// Blob number → SHA-256: chunks written ahead, not linked yet; swept at start.
    blob_staged / blob_staged_mut: u64 => Bytes = "blob.staged";

    /// Customer id → customer.
    customer / customer_mut: u64 => Bytes = "customer";
    /// Address key → customer id: whose mail is it.
    customer_by_address / customer_by_address_mut: Text => u64 = "customer.by_address";
    /// (Organization id, customer id) → nothing: who belongs to it.
    customer_by_company / customer_by_company_mut: (u64, u64) => () = "customer.by_organization";
    /// Word, a zero, customer id in eight octets → nothing: who is found by it.
    customer_by_word / customer_by_word_mut: Bytes => () = "customer.by_word";

    /// Id of a customer → their erasure, while it is not over.
    erasing / erasing_mut: u64 => Bytes = "erasing";
    /// Salt and SHA-256 of what an erased customer was known by → (when in µs, who did it; 0 for the
    /// desk).
    erased / erased_mut: Bytes => (i64, u64) = "erased";

    /// Id of a customer who was merged → the merge: they live in it until they are two again.
    customer_merge / customer_merge_mut: u64 => Bytes = "customer.merge";
    /// (Customer id, id of who was merged into them) → nothing.
    customer_merge_by_into / customer_merge_by_into_mut: (u64, u64) => () = "customer.merge_by_into";

    /// Organization id → organization of customers.
    company / company_mut: u64 => Bytes = "organization";
    /// Mail domain as A-labels → organization id.
    company_by_domain / company_by_domain_mut: Text => u64 = "organization.by_domain";
    /// Folded name → organization id.
    company_by_name / company_by_name_mut: Text => u64 = "organization.by_name";
    /// Word, a zero, organization id in eight octets → nothing: what is found by it.
    company_by_word / company_by_word_mut: Bytes => () = "organization.by_word";

    /// User id → user.
    user / user_mut: u64 => Bytes = "user";
    /// Address key → user id: sign-in.
    user_by_email / user_by_email_mut: Text => u64 = "user.by_email";

    /// Role id → role.
    role / role_mut: u64 => Bytes = "role";
    /// Folded name → role id.
    role_by_name / role_by_name_mut: Text => u64 = "role.by_name";

    /// Group id → group.
    group / group_mut: u64 => Bytes = "group";
    /// Folded name → group id.
    group_by_name / group_by_name_mut: Text => u64 = "group.by_name";

    /// Group id → user id: who was given the last ticket that a rule shared out.
    group_turn / group_turn_mut: u64 => u64 = "group.turn";

    /// Id of a deleted group → its last name: lines of logs from before.
    group_gone / group_gone_mut: u64 => Text = "group.gone";

    /// Mailbox id → mailbox.
    mailbox / mailbox_mut: u64 => Bytes = "mailbox";

    /// Tag id → tag.
    tag / tag_mut: u64 => Bytes = "tag";
    /// Folded name → tag id.
    tag_by_name / tag_by_name_mut: Text => u64 = "tag.by_name";

    /// (Rule id, revision) → rule as it was then; revisions stay, decisions refer to them.
    rule / rule_mut: (u64, u64) => Bytes = "rule";
    /// Version → roster: which rules there were, in which order; the last one holds now.
    rule_roster / rule_roster_mut: u64 => Bytes = "rule.roster";
    /// (Rule id, day since 1970 UTC) → (how often its conditions were met, last time in µs).
    rule_hit / rule_hit_mut: (u64, u64) => (u64, i64) = "rule.hit";
    /// (Ticket, change number of its cause) → decision: why a rule fired or did not.
    decision / decision_mut: (u64, u64) => Bytes = "decision";

    /// View id → saved view.
    saved_view / saved_view_mut: u64 => Bytes = "saved_view";
    /// User id → how they have the overview.
    layout / layout_mut: u64 => Bytes = "layout";
    /// (User id, ticket number) → the newest change that they have seen of it; under ticket 0, up to
    /// which change everything counts as seen.
    reading / reading_mut: (u64, u64) => u64 = "reading";
    /// (User id, ticket number) → the newest note there that calls them, until they looked.
    mention / mention_mut: (u64, u64) => u64 = "mention";
    /// Calendar id → calendar.
    calendar / calendar_mut: u64 => Bytes = "calendar";

    /// Ticket → which rules time started, when it has to be looked at again.
    timer / timer_mut: u64 => Bytes = "timer";
    /// (Time in µs, ticket) → nothing: what time brings next.
    timer_by_time / timer_by_time_mut: (i64, u64) => () = "timer.by_time";

    /// Delivery id → delivery.
    delivery / delivery_mut: u64 => Bytes = "delivery";
    /// (Due in µs, delivery id) → nothing: what the sender looks at next.
    delivery_by_due / delivery_by_due_mut: (i64, u64) => () = "delivery.by_due";
    /// (Message id, delivery id) → nothing: delivery states of a message.
    delivery_by_message / delivery_by_message_mut: (u64, u64) => () = "delivery.by_message";
    /// Return token → delivery id: bounces.
    delivery_by_return / delivery_by_return_mut: Text => u64 = "delivery.by_return";

    /// Account mail id → account mail, oldest first.
    account_mail / account_mail_mut: u64 => Bytes = "account_mail";
    /// Message-ID header → account mail id: what comes back is known.
    account_mail_by_msg_id / account_mail_by_msg_id_mut: Text => u64 = "account_mail.by_msg_id";

    /// Receipt id → receipt, oldest first.
    receipt / receipt_mut: u64 => Bytes = "receipt";
    /// SHA-256 of envelope and bytes → (receipt id, arrival in µs): the duplicate rule.
    receipt_by_hash / receipt_by_hash_mut: Bytes => (u64, i64) = "receipt.by_hash";

    /// 0 → settings.
    settings / settings_mut: u64 => Bytes = "settings";
    /// Name of a secret → sealed bytes.
    secret / secret_mut: Text => Bytes = "secret";

    /// SHA-256 of the cookie → sign-in.
    login / login_mut: Bytes => Bytes = "login";
    /// SHA-256 of the link's token → set-up link.
    setup_link / setup_link_mut: Bytes => Bytes = "setup_link";
    /// SHA-256 of the link's token → one-time link that sets a password.
    password_link / password_link_mut: Bytes => Bytes = "password_link";
    /// SHA-256 of the cookie → a browser that signed in before.
    device / device_mut: Bytes => Bytes = "device";
    /// SHA-256 of the token → API token.
    api_token / api_token_mut: Bytes => Bytes = "api_token";
    /// Number → line of the audit log, oldest first.
    audit / audit_mut: u64 => Bytes = "audit";
    /// Undo id → the inverse of an act, until its time is over.
    undo / undo_mut: u64 => Bytes = "undo";
    /// Upload id → upload.
    upload / upload_mut: u64 => Bytes = "upload";
    /// SHA-256 of who sent a form, its name and what was in it → (ticket it made, when in µs).
    form_sent / form_sent_mut: Bytes => (u64, i64) = "form.sent";
}
