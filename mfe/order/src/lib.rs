//! Puts a wasm module's functions into the order in which they compress best: each beside the one that it resembles most, so that
//! a compressor finds what it can refer to close by, in a few bits.
//!
//! It wins more than `wasm-opt -Oz` did (docs/builds), needs no program besides, and so gives the same bytes on every machine.
//! [`shake()`] takes out of a server module what nobody calls.
//!
//! A crate of its own, as it is the one part of the tool that has to be compiled with optimisation.

mod path;
mod shake;

pub use shake::shake;

use wasm_encoder::{
    CodeSection, FunctionSection, Module,
    reencode::{self, Reencode},
};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

/// Why a module can't be put into order.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It can't be read.
    #[error("it can't be read: {0}")]
    Read(#[from] wasmparser::BinaryReaderError),
    /// It can't be written anew.
    #[error("it can't be written anew: {0}")]
    Write(#[from] reencode::Error),
}

/// `wasm` with its functions in another order; nothing else of it changes.
///
/// # Errors
/// It is no valid module.
pub fn order(wasm: &[u8]) -> Result<Vec<u8>, Error> {
    let (imported, bodies) = functions(wasm)?;
    let order = path::shortest(&bodies);
    let mut places = vec![0; order.len()];
    for (place, &at) in order.iter().enumerate() {
        places[at] = place as u32;
    }
    let mut module = Module::new();
    Reorder { imported, order, places }.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

/// How many functions are imported, and the bodies of the others.
fn functions(wasm: &[u8]) -> Result<(u32, Vec<&[u8]>), Error> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    Ok((imported, bodies))
}

struct Reorder {
    imported: u32,
    /// Which function stands at each place.
    order: Vec<usize>,
    /// At which place each function stands.
    places: Vec<u32>,
}

impl Reencode for Reorder {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, reencode::Error> {
        let own = function.checked_sub(self.imported);
        let place = own.and_then(|own| self.places.get(own as usize));
        Ok(place.map_or(function, |place| self.imported + place))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), reencode::Error> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for at in self.order.clone() {
            let Some(&of_type) = types.get(at) else { return Err(uneven()) };
            functions.function(self.type_index(of_type)?);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, section: CodeSectionReader<'_>) -> Result<(), reencode::Error> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for at in self.order.clone() {
            let Some(body) = bodies.get(at) else { return Err(uneven()) };
            self.parse_function_body(code, body.clone())?;
        }
        Ok(())
    }
}

/// A module that declares another number of functions than it has, or names one that it has not.
fn uneven() -> reencode::Error {
    reencode::Error::InvalidCodeSectionSize
}

#[cfg(test)]
mod tests;
