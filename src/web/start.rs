//! What pages need is read when the desk starts: a template or a sentence that is wrong keeps it from
//! starting, not from answering.

use std::{net::SocketAddr, sync::Arc};

use tokio_util::sync::CancellationToken;

use crate::{
    base::clock::Clock, desk::Desk, domain::ip_net::IpNet, net::conversation::Conversation,
};

use super::{
    Web,
    body::Bodies,
    cleaning::Cleaning,
    locale::Locales,
    mail::MailTemplates,
    page::{PageError, Templates},
    site::Site,
};

impl Web {
    /// Compiles templates and sentences.
    ///
    /// # Errors
    /// [`PageError`] names the file that is wrong.
    pub fn new(
        desk: Arc<Desk>,
        clock: Clock,
        site: Site,
        proxies: Vec<IpNet>,
        conversation: Conversation,
        smtp_listen: SocketAddr,
        stopping: CancellationToken,
    ) -> Result<Self, PageError> {
        desk.letters(Arc::new(MailTemplates::load(&site)?));
        Ok(Self {
            desk,
            clock,
            site,
            proxies,
            templates: Templates::load()?,
            locales: Locales::load()?,
            conversation,
            bodies: Bodies::default(),
            cleaning: Cleaning::default(),
            smtp_listen,
            stopping,
        })
    }
}
