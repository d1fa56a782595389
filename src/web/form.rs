//! Fields of a query string or a posted form. Bounded; keeps what was typed.

use bytes::Bytes;
use poem::{FromRequest, Request, RequestBody, web::Multipart};

use super::error::WebError;

/// One file of a multipart form.
#[derive(Clone, Debug)]
pub struct FormFile {
    pub field: String,
    pub name: String,
    pub content_type: String,
    pub bytes: Vec<u8>,
}

/// Names and values in the order they came.
#[derive(Clone, Debug, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    pub files: Vec<FormFile>,
}

impl Form {
    /// Reads `a=b&c=d` (WHATWG URL, 5.1).
    #[must_use]
    pub fn urlencoded(text: &[u8]) -> Self {
        let pieces = text
            .split(|byte| *byte == b'&')
            .filter(|piece| !piece.is_empty());
        let fields = pieces.map(|piece| {
            let at = piece
                .iter()
                .position(|byte| *byte == b'=')
                .unwrap_or(piece.len());
            let (name, value) = piece.split_at(at);
            (decode(name), decode(value.get(1..).unwrap_or_default()))
        });
        Self {
            fields: fields.collect(),
            files: Vec::new(),
        }
    }

    /// Reads a multipart form (RFC 7578) from a body that is in memory already.
    ///
    /// # Errors
    /// [`WebError::BadRequest`] if it is none.
    pub async fn multipart(request: &Request, body: Bytes) -> Result<Self, WebError> {
        let mut body = RequestBody::new(body.into());
        let bad = |_| WebError::BadRequest;
        let mut parts = Multipart::from_request(request, &mut body)
            .await
            .map_err(bad)?;
        let mut form = Self::default();
        while let Some(part) = parts.next_field().await.map_err(|_| WebError::BadRequest)? {
            let field = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(str::to_owned);
            let content_type = part
                .content_type()
                .unwrap_or("application/octet-stream")
                .to_owned();
            let bytes = part.bytes().await.map_err(|_| WebError::BadRequest)?;
            match file {
                // A file field that was left empty.
                Some(name) if name.is_empty() && bytes.is_empty() => {}
                Some(name) => form.files.push(FormFile {
                    field,
                    name,
                    content_type,
                    bytes,
                }),
                None => form
                    .fields
                    .push((field, String::from_utf8_lossy(&bytes).into_owned())),
            }
        }
        Ok(form)
    }

    /// The first value of a field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The first value of a field, trimmed; empty when it is not there.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default().trim()
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// True if the field was sent.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

fn decode(bytes: &[u8]) -> String {
    let spaced: Vec<u8> = bytes
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    percent_encoding::percent_decode(&spaced)
        .decode_utf8_lossy()
        .into_owned()
}
