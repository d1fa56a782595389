//! Pages, API and event stream. This file is the route table: method, path, right, handler.
//!
//! A handler runs only behind the gate (`gate`); what it shows comes from `desk`, where the right is
//! asked for again. Never names the store's room for writing, never a mail's bytes unescaped.

pub mod api;
pub mod asset_file;
pub mod assets;
pub mod attachment;
pub mod call;
pub mod download;
pub mod draw;
pub mod error;
pub mod form;
pub mod form_token;
pub mod gate;
pub mod headers;
pub mod health;
pub mod home;
pub mod inbox;
pub mod list_query;
pub mod locale;
pub mod message_html;
pub mod page;
pub mod preferences;
pub mod quote_intro;
pub mod respond;
pub mod router;
pub mod server;
pub mod settings;
pub mod settings_audit;
pub mod setup;
pub mod sign_in;
pub mod site;
pub mod stream;
pub mod ticket;
pub mod ticket_create;
pub mod ticket_list;
pub mod view;

use std::{net::SocketAddr, sync::Arc};

use poem::http::Method;
use tokio_util::sync::CancellationToken;

use crate::{
    base::clock::Clock,
    desk::Desk,
    domain::right::Right::{
        Audit, People, Settings, TicketEdit, TicketNote, TicketRead, TicketReply,
    },
    net::conversation::Conversation,
};

use gate::{Door, Kind};
use locale::Locales;
use page::{PageError, Templates};
use setup::ReceiverLines;
use site::Site;

/// What every handler needs.
pub struct Web {
    pub desk: Arc<Desk>,
    pub clock: Clock,
    pub site: Site,
    pub templates: Templates,
    pub locales: Locales,
    pub conversation: Conversation,
    pub receiver_lines: ReceiverLines,
    /// Where the receiver listens, for the page that waits for the first e-mail.
    pub smtp_listen: SocketAddr,
    /// Cancelled when the desk stops: streams end.
    pub stopping: CancellationToken,
}

impl Web {
    /// Compiles templates and sentences.
    ///
    /// # Errors
    /// [`PageError`] names the file that is wrong.
    pub fn new(
        desk: Arc<Desk>,
        clock: Clock,
        site: Site,
        conversation: Conversation,
        smtp_listen: SocketAddr,
        stopping: CancellationToken,
    ) -> Result<Self, PageError> {
        Ok(Self {
            desk,
            clock,
            site,
            templates: Templates::load()?,
            locales: Locales::load()?,
            conversation,
            receiver_lines: ReceiverLines::default(),
            smtp_listen,
            stopping,
        })
    }
}

/// One line of the route table.
pub struct RouteLine {
    pub method: Method,
    pub path: &'static str,
    pub door: Door,
}

impl RouteLine {
    /// The API shows a token and answers documents; all else shows a cookie and answers pages.
    #[must_use]
    pub fn kind(&self) -> Kind {
        if self.path.starts_with("/api/") {
            Kind::Api
        } else {
            Kind::Page
        }
    }
}

macro_rules! routes {
    ($($method:ident $path:literal $right:tt $handler:path;)*) => {
        /// Every door of the desk.
        pub const ROUTES: &[RouteLine] = &[$(RouteLine {
            method: Method::$method,
            path: $path,
            door: routes!(@door $right $handler),
        }),*];
    };
    (@door SignedIn $handler:path) => { Door::SignedIn(|call, user| Box::pin($handler(call, user))) };
    (@door Open $handler:path) => { Door::Open(|call| Box::pin($handler(call))) };
    (@door $right:tt $handler:path) => { Door::Right($right, |call, user| Box::pin($handler(call, user))) };
}

routes! {
    GET  "/"                              SignedIn    home::home;
    GET  "/healthz"                       Open        health::health;
    GET  "/assets/:file"                  Open        asset_file::asset_file;
    GET  "/sign-in"                       Open        sign_in::sign_in;
    POST "/sign-in"                       Open        sign_in::sign_in_post;
    POST "/sign-out"                      Open        sign_in::sign_out;
    POST "/preferences"                   Open        preferences::preferences;
    GET  "/setup/first-mail"              Settings    setup::setup_first_mail;
    GET  "/setup/:token"                  Open        setup::setup;
    POST "/setup/:token"                  Open        setup::setup_post;
    GET  "/events"                        SignedIn    stream::stream;
    GET  "/tickets"                       TicketRead  ticket_list::ticket_list;
    GET  "/tickets/rows"                  TicketRead  ticket_list::ticket_rows;
    GET  "/tickets/new"                   TicketEdit  ticket_create::ticket_create;
    POST "/tickets/new"                   TicketEdit  ticket_create::ticket_create_post;
    GET  "/settings"                      SignedIn    settings::settings;
    GET  "/settings/audit"                Audit       settings_audit::settings_audit;
    GET  "/settings/audit.csv"            Audit       settings_audit::export::settings_audit_csv;
    GET  "/inbox"                         TicketRead  inbox::inbox;
    GET  "/inbox/items"                   TicketRead  inbox::inbox_items;
    GET  "/t/:n"                          TicketRead  ticket::ticket;
    GET  "/t/:n/log"                      TicketRead  ticket::ticket_log;
    GET  "/t/:n/preview"                  TicketRead  ticket::preview::ticket_preview;
    POST "/t/:n/edit"                     TicketEdit  ticket::edit::ticket_edit;
    POST "/t/:n/notes"                    TicketNote  ticket::compose::ticket_note;
    POST "/t/:n/messages"                 TicketReply ticket::compose::ticket_message;
    POST "/t/:n/participants"             TicketReply ticket::edit::ticket_participant;
    GET  "/t/:n/m/:m/html"                TicketRead  message_html::message_html;
    GET  "/t/:n/m/:m/raw"                 TicketRead  attachment::raw;
    GET  "/t/:n/a/:a/:name"               TicketRead  attachment::attachment;
    GET  "/api/v1/tickets"                TicketRead  api::ticket::list;
    POST "/api/v1/tickets"                TicketEdit  api::ticket::create;
    GET  "/api/v1/tickets/:n"             TicketRead  api::ticket::get;
    PATCH "/api/v1/tickets/:n"            TicketEdit  api::ticket::edit;
    POST "/api/v1/tickets/:n/messages"    TicketReply api::message::create;
    POST "/api/v1/tickets/:n/notes"       TicketNote  api::message::note;
    GET  "/api/v1/tickets/:n/messages/:m/raw" TicketRead api::message::raw;
    GET  "/api/v1/tickets/:n/messages/:m/attachments/:a" TicketRead api::message::attachment;
    POST "/api/v1/uploads"                TicketReply api::upload::create;
    GET  "/api/v1/groups"                 TicketRead  api::group::list;
    POST "/api/v1/groups"                 People      api::group::create;
    GET  "/api/v1/audit"                  Audit       api::audit::list;
}
