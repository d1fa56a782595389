//! All that there is of one customer as one file: `/customers/{id}/export`, and the same for
//! programs. Which tickets it holds is decided when it is asked for; each is read when its turn
//! comes, and sent before the next one is.

mod document;

use std::{borrow::Cow, collections::VecDeque, io, net::IpAddr, sync::Arc};

use futures_util::stream;
use poem::{Body, Response, ResponseBuilder, http::Method};

use crate::{
    desk::{
        access::{Credential, Need, Seen, UserDesk},
        customers::export::{self as desk_export, Elsewhere, Export, Piece},
    },
    domain::{
        export::{Whose, file, folder, original},
        id::{ActivityId, CustomerId, MessageId, ReceiptId, TicketId},
        right::Right,
    },
    web::{
        Web,
        archive::Archive,
        call::Call,
        error::WebError,
        gate::{Answer, Kind, credential},
    },
};

/// Bytes that are written before they are sent: files of one e-mail wait for each other here.
const PIECE: usize = 1 << 20;

/// Sends the file to whoever is at a page.
pub async fn customer_export(call: Call, user: UserDesk) -> Answer {
    answer(&call, user, Kind::Page).await
}

/// Sends the file.
///
/// # Errors
/// [`WebError::NotFound`] for who is not there, and for who may not.
pub async fn answer(call: &Call, user: UserDesk, kind: Kind) -> Answer {
    let (id, now) = (CustomerId(call.number("id")?), call.now);
    // Whoever only asks what would come takes nothing away.
    if call.method == Method::HEAD {
        call.run(move |_| user.may_take(id)).await?;
        return Ok(head(id).finish());
    }
    // First, so that an export that breaks off is noted too.
    let export = call.run(move |_| user.customer_export(id, now)).await?;
    let credential = credential(&call.web, kind, &call.headers).ok_or(WebError::SignedOut)?;
    let mut ahead: VecDeque<Step> = VecDeque::from([Step::People]);
    ahead.extend(export.tickets.iter().copied().map(Step::Ticket));
    ahead.push_back(Step::Elsewhere);
    let rest = Rest {
        web: Arc::clone(&call.web),
        credential,
        from: call.peer,
        export: Arc::new(export),
        archive: Archive::new(),
        ahead,
    };
    let bytes = stream::try_unfold(Some(rest), |rest| async move {
        match rest {
            Some(rest) => rest.next().await.map(Some),
            None => Ok(None),
        }
    });
    Ok(head(id).body(Body::from_bytes_stream(bytes)))
}

fn head(id: CustomerId) -> ResponseBuilder {
    let name = format!("attachment; filename=\"customer-{id}.zip\"");
    Response::builder()
        .content_type("application/zip")
        .header("content-disposition", name)
}

/// What is written at once.
enum Step {
    People,
    Ticket(TicketId),
    /// An e-mail from an entry on: the first is its original, the others its files.
    Mail(Mail, usize),
    /// Looks where else they are.
    Elsewhere,
    Other(TicketId),
    Receipts(Vec<ReceiptId>),
}

/// An e-mail in the archive.
#[derive(Clone)]
struct Mail {
    folder: String,
    line: ActivityId,
    message: MessageId,
}

/// What is still to be sent.
struct Rest {
    web: Arc<Web>,
    /// Judged again at each piece: a file that is fetched slowly ends when its reader may not.
    credential: Credential,
    from: IpAddr,
    export: Arc<Export>,
    archive: Archive,
    ahead: VecDeque<Step>,
}

impl Rest {
    /// The next piece; behind the last one nothing.
    async fn next(mut self) -> io::Result<(Vec<u8>, Option<Self>)> {
        let (web, now) = (Arc::clone(&self.web), self.web.clock.now());
        let piece = web.desk.run(move |desk| {
            let need = Need::Right(Right::TicketRead);
            let user = desk.enter(&self.credential, need, Some(self.from), Seen::Leave, now);
            let user = user.map_err(io::Error::other)?;
            let piece = user.export_piece(&self.export).map_err(io::Error::other)?;
            while self.archive.waiting() < PIECE {
                let Some(step) = self.ahead.pop_front() else {
                    return Ok((self.archive.end()?, None));
                };
                for next in self.write(&piece, step)?.into_iter().rev() {
                    self.ahead.push_front(next);
                }
            }
            Ok::<_, io::Error>((self.archive.take(), Some(self)))
        });
        piece.await.map_err(io::Error::other)?
    }

    /// Writes one step; gives what it leads to.
    fn write(&mut self, piece: &Piece, step: Step) -> io::Result<Vec<Step>> {
        match step {
            Step::People => {
                let people = document::people(piece)?;
                self.archive.add("customer.json", self.export.at, |out| {
                    serde_json::to_writer_pretty(out, &people).map_err(io::Error::from)
                })?;
                Ok(Vec::new())
            }
            Step::Ticket(id) => self.ticket(piece, id, Whose::Theirs),
            Step::Other(id) => self.ticket(piece, id, Whose::Others),
            Step::Mail(mail, from) => self.mail(piece, mail, from),
            Step::Elsewhere => {
                let Elsewhere { tickets, receipts } =
                    piece.elsewhere().map_err(io::Error::other)?;
                let others = tickets.into_iter().map(Step::Other);
                Ok(others.chain([Step::Receipts(receipts)]).collect())
            }
            Step::Receipts(ids) => {
                self.archive.add("receipts.json", self.export.at, |out| {
                    document::receipts(piece, &ids, out)
                })?;
                Ok(Vec::new())
            }
        }
    }

    fn ticket(&mut self, piece: &Piece, id: TicketId, whose: Whose) -> io::Result<Vec<Step>> {
        let Some(head) = document::head(piece, id, whose)? else {
            return Ok(Vec::new());
        };
        let folder = folder(whose, id);
        let mut mails = Vec::new();
        let path = format!("{folder}/ticket.json");
        self.archive.add(&path, self.export.at, |out| {
            mails = document::ticket(piece, id, whose, head, out)?;
            Ok(())
        })?;
        let mail = |(line, message)| Mail {
            folder: folder.clone(),
            line,
            message,
        };
        let mails = mails.into_iter().map(mail);
        Ok(mails.map(|mail| Step::Mail(mail, 0)).collect())
    }

    fn mail(&mut self, piece: &Piece, mail: Mail, from: usize) -> io::Result<Vec<Step>> {
        let found = piece.message(mail.message).map_err(io::Error::other)?;
        let Some((message, raw)) = found else {
            return Ok(Vec::new());
        };
        for entry in from..=message.attachments.len() {
            // What was written of this e-mail is sent before more of it is.
            if self.archive.waiting() >= PIECE {
                return Ok(vec![Step::Mail(mail, entry)]);
            }
            let (name, bytes) = match entry.checked_sub(1) {
                None if message.is_original() => (original(mail.line), Cow::Borrowed(&raw[..])),
                None => continue,
                Some(place) => {
                    let one = &message.attachments[place];
                    let name = file(mail.line, place, &one.name);
                    (name, Cow::Owned(desk_export::file(&raw, one)))
                }
            };
            let path = format!("{}/{name}", mail.folder);
            self.archive
                .add(&path, message.at, |out| out.write_all(&bytes))?;
        }
        Ok(Vec::new())
    }
}
