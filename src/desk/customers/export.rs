//! Handing out what there is of one customer: exactly what erasing them would take, read in pieces.
//! Each piece is one snapshot, and each asks again who reads: a file that is fetched slowly ends
//! when its reader may not, or when the customer is no more.
//!
//! Only for who sees all tickets: it is every ticket of the customer.

use std::sync::Arc;

use crate::{
    domain::{
        access::Sight,
        activity::{Activity, Event},
        audit::{Act, note},
        company::Company,
        customer::Customer,
        erasure::{Erasing, Part, Whom},
        id::{ActivityId, CustomerId, MessageId, ReceiptId, TicketId},
        message::{Attachment, Message},
        receipt::Receipt,
        right::Right,
        ticket::Ticket,
        time::Timestamp,
    },
    mail::inbound,
    store::{self, ReadTx, StoreError, blobs},
};

use crate::desk::{
    access::UserDesk,
    book::Book,
    erasing,
    problem::Problem,
    ticket_view::{LogLine, log_line},
};

/// What is handed out, as it was when it was asked for.
#[derive(Clone, Debug)]
pub struct Export {
    pub id: CustomerId,
    pub at: Timestamp,
    /// Their tickets, lowest number first, those in the bin and those that were merged too.
    pub tickets: Vec<TicketId>,
    customers: Vec<CustomerId>,
    whom: Arc<Whom>,
}

impl Export {
    fn of(id: CustomerId, reach: Erasing) -> Self {
        Self {
            id,
            at: reach.at,
            whom: Arc::new(Whom::of(&reach)),
            tickets: reach.tickets,
            customers: reach.customers,
        }
    }
}

/// Where else something of theirs is.
#[derive(Debug)]
pub struct Elsewhere {
    /// Tickets of others, lowest number first.
    pub tickets: Vec<TicketId>,
    /// Receipts of mail from them.
    pub receipts: Vec<ReceiptId>,
}

/// What a line in a ticket of somebody else has to do with them.
#[derive(Debug)]
pub enum Mention {
    /// They wrote it.
    Wrote(LogLine),
    /// They began the ticket, which was theirs then.
    Began { name: String, description: String },
    /// It names them, or their address: what else it says is somebody else's.
    Named(LogLine),
}

/// One look at what is handed out.
pub struct Piece {
    pub export: Arc<Export>,
    pub book: Arc<Book>,
    view: ReadTx,
}

impl UserDesk {
    /// True if this person may take away what there is of a customer.
    #[must_use]
    pub fn may_export(&self) -> bool {
        self.may(Right::TicketRead) && self.access().sight == Sight::All
    }

    /// Says nothing if a customer could be handed out, and takes nothing away.
    ///
    /// # Errors
    /// As [`UserDesk::customer_export`].
    pub fn may_take(&self, id: CustomerId) -> Result<(), Problem> {
        self.exported(id).map(drop)
    }

    /// Begins to hand out a customer; the audit log says so first.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for who is not there, and always for who sees some tickets only.
    pub fn customer_export(&self, id: CustomerId, now: Timestamp) -> Result<Export, Problem> {
        let view = self.exported(id)?;
        let export = Export::of(id, erasing::reach(&view, id, now, Some(self.user().id))?);
        drop(view);
        let warrant = self.warrant().clone();
        let tickets = export.tickets.len().to_string();
        self.desk().store.write(move |tx| {
            if warrant.admit(tx, Right::TicketRead)?.sight != Sight::All {
                return Err(Problem::NotFound);
            }
            let mut changes = Vec::new();
            note(&mut changes, "tickets", "", &tickets);
            // Who is erased later leaves nothing here but their number.
            let subject = id.to_string();
            warrant.record(tx, Act::CustomerExported, &subject, changes, now)?;
            Ok(())
        })?;
        Ok(export)
    }

    /// Looks once more.
    ///
    /// # Errors
    /// As [`UserDesk::customer_export`]: also if the customer was erased or merged meanwhile.
    pub fn export_piece(&self, export: &Arc<Export>) -> Result<Piece, Problem> {
        Ok(Piece {
            view: self.exported(export.id)?,
            book: self.book()?,
            export: Arc::clone(export),
        })
    }

    fn exported(&self, id: CustomerId) -> Result<ReadTx, Problem> {
        self.need(Right::TicketRead)?;
        if !self.may_export() {
            return Err(Problem::NotFound);
        }
        let view = self.desk().store.read()?;
        self.seen_customer(&view, id)?;
        Ok(view)
    }
}

impl Piece {
    /// The customer, then who was merged into them, as they were then; each with their organization.
    ///
    /// # Errors
    /// [`StoreError`] if a record cannot be read.
    pub fn people(&self) -> Result<Vec<(Customer, Option<Company>)>, StoreError> {
        let records = erasing::records(&self.view, &self.export.customers)?;
        let with_company = records.into_iter().map(|customer| {
            let company = customer.organization;
            let company = company.map(|id| store::company::get(&self.view, id));
            Ok((customer, company.transpose()?.flatten()))
        });
        with_company.collect()
    }

    /// A ticket of theirs and its customer; None if it is not theirs any more.
    ///
    /// # Errors
    /// [`StoreError`] if a record cannot be read.
    pub fn ticket(&self, id: TicketId) -> Result<Option<(Ticket, Option<Customer>)>, StoreError> {
        let Some(ticket) = store::ticket::get(&self.view, id)? else {
            return Ok(None);
        };
        if !self.is_theirs(&ticket) {
            return Ok(None);
        }
        let customer = store::customer::get(&self.view, ticket.customer)?;
        Ok(Some((ticket, customer)))
    }

    fn is_theirs(&self, ticket: &Ticket) -> bool {
        self.export.customers.contains(&ticket.customer)
    }

    /// Lines of a ticket's own log behind one, at most `most`; None at its end. What was split off
    /// stands in the other ticket.
    ///
    /// # Errors
    /// [`StoreError`] if a record cannot be read.
    pub fn lines(
        &self,
        ticket: TicketId,
        after: ActivityId,
        most: usize,
    ) -> Result<Option<(Vec<LogLine>, ActivityId)>, StoreError> {
        let lines = store::activity::log(&self.view, ticket, after, most)?;
        let Some(last) = lines.last().map(|line| line.id) else {
            return Ok(None);
        };
        let lines = lines.into_iter().map(|line| log_line(&self.view, line));
        let mut lines = lines.collect::<Result<Vec<_>, _>>()?;
        lines.retain(|line| {
            let message = line.message.as_ref();
            message.is_none_or(|message| message.ticket == ticket)
        });
        Ok(Some((lines, last)))
    }

    /// A message and its bytes; None if it is gone.
    ///
    /// # Errors
    /// [`StoreError`] if a record cannot be read.
    pub fn message(&self, id: MessageId) -> Result<Option<(Message, Vec<u8>)>, StoreError> {
        let Some(message) = store::message::get(&self.view, id)? else {
            return Ok(None);
        };
        let raw = blobs::get(&self.view, message.raw)?;
        Ok(raw.map(|raw| (message, raw)))
    }

    /// Looks through everything for where else they are.
    ///
    /// # Errors
    /// [`StoreError`] if a record cannot be read.
    pub fn elsewhere(&self) -> Result<Elsewhere, StoreError> {
        let found = store::erasure::elsewhere(&self.view, &self.export.whom)?;
        let mut tickets = Vec::new();
        for id in found.tickets {
            let ticket = store::ticket::get(&self.view, id)?;
            tickets.extend(ticket.filter(|ticket| !self.is_theirs(ticket)).map(|_| id));
        }
        Ok(Elsewhere {
            tickets,
            receipts: found.receipts,
        })
    }

    /// What a line in a ticket of somebody else has to do with them; None for nothing.
    #[must_use]
    pub fn mention(&self, mut line: LogLine) -> Option<Mention> {
        let whom = &self.export.whom;
        if let Some(began) = self.began(&line.activity) {
            return Some(began);
        }
        let part = line.message.as_ref().map(|message| whom.part(message));
        if part == Some(Part::Wrote) && line.activity.updates() {
            return Some(Mention::Wrote(line));
        }
        let to_them = |recipient: &_| whom.is_address(recipient);
        line.deliveries.retain(|one| to_them(&one.recipient));
        let is_named = part == Some(Part::Named) || whom.is_in_line(&line.activity);
        (is_named && line.activity.updates()).then_some(Mention::Named(line))
    }

    fn began(&self, line: &Activity) -> Option<Mention> {
        match &line.event {
            Event::Created(created) if self.export.whom.is_customer(created.customer) => {
                Some(Mention::Began {
                    name: created.name.clone(),
                    description: created.description.clone(),
                })
            }
            _ => None,
        }
    }

    /// A receipt; None if it is gone.
    ///
    /// # Errors
    /// [`StoreError`] if the record cannot be read.
    pub fn receipt(&self, id: ReceiptId) -> Result<Option<Receipt>, StoreError> {
        store::receipt::get(&self.view, id)
    }
}

/// The bytes of a file of a message.
#[must_use]
pub fn file(raw: &[u8], file: &Attachment) -> Vec<u8> {
    inbound::attachment(raw, file)
}
