//! Takes out of a module what none of its wanted exports reaches.
//!
//! A server module comes with an export for each JavaScript function that any crate below it could import: thousands, which keep half
//! of its code alive and which nobody calls. The linker can't know that.

use wasm_encoder::{
    CodeSection, ExportSection, FunctionSection, ImportSection, Module, NameMap, NameSection,
    reencode::{self, Reencode},
};
use wasmparser::{
    CodeSectionReader, ConstExpr, Element, ElementItems, Export, ExternalKind, FunctionSectionReader, Import,
    ImportSectionReader, Imports, Name, Operator, Parser, Payload, TypeRef,
};

use crate::{Error, uneven};

/// `wasm` with those of its exports for which `keep` says yes, and without the functions that only the others reached.
///
/// # Errors
/// It is no valid module.
pub fn shake(wasm: &[u8], keep: impl Fn(&str) -> bool) -> Result<Vec<u8>, Error> {
    let graph = Graph::read(wasm, &keep)?;
    let mut alive = vec![false; graph.calls.len()];
    let mut waiting = graph.roots;
    while let Some(function) = waiting.pop() {
        let Some(seen) = alive.get_mut(function as usize).filter(|seen| !**seen) else { continue };
        *seen = true;
        waiting.extend(&graph.calls[function as usize]);
    }
    let mut next = 0;
    let places = alive
        .iter()
        .map(|alive| {
            let place = alive.then_some(next);
            next += u32::from(*alive);
            place
        })
        .collect();
    let mut module = Module::new();
    Shake { imported: graph.imported, places, keep }.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

/// Which function calls or names which.
struct Graph {
    /// How many functions are imported: they come first.
    imported: usize,
    /// Of each function, the others that its body names.
    calls: Vec<Vec<u32>>,
    /// Wanted exports, what stands in tables and globals, and what runs at the start.
    roots: Vec<u32>,
}

impl Graph {
    fn read(wasm: &[u8], keep: &impl Fn(&str) -> bool) -> Result<Graph, Error> {
        let mut graph = Graph { imported: 0, calls: Vec::new(), roots: Vec::new() };
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        if matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)) {
                            graph.imported += 1;
                            graph.calls.push(Vec::new());
                        }
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        if export.kind == ExternalKind::Func && keep(export.name) {
                            graph.roots.push(export.index);
                        }
                    }
                }
                Payload::StartSection { func, .. } => graph.roots.push(func),
                Payload::GlobalSection(globals) => {
                    for global in globals {
                        graph.named(&global?.init_expr)?;
                    }
                }
                Payload::ElementSection(elements) => {
                    for element in elements {
                        graph.element(element?)?;
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let mut calls = Vec::new();
                    for operator in body.get_operators_reader()? {
                        calls.extend(function_of(&operator?));
                    }
                    calls.sort_unstable();
                    calls.dedup();
                    graph.calls.push(calls);
                }
                _ => {}
            }
        }
        Ok(graph)
    }

    fn element(&mut self, element: Element<'_>) -> Result<(), Error> {
        match element.items {
            ElementItems::Functions(functions) => {
                for function in functions {
                    self.roots.push(function?);
                }
            }
            ElementItems::Expressions(_, expressions) => {
                for expression in expressions {
                    self.named(&expression?)?;
                }
            }
        }
        Ok(())
    }

    fn named(&mut self, expression: &ConstExpr<'_>) -> Result<(), Error> {
        for operator in expression.get_operators_reader() {
            self.roots.extend(function_of(&operator?));
        }
        Ok(())
    }
}

fn function_of(operator: &Operator<'_>) -> Option<u32> {
    match operator {
        Operator::Call { function_index } | Operator::ReturnCall { function_index } | Operator::RefFunc { function_index } => {
            Some(*function_index)
        }
        _ => None,
    }
}

struct Shake<K> {
    imported: usize,
    /// Where each function stands afterwards; nowhere if it goes.
    places: Vec<Option<u32>>,
    keep: K,
}

impl<K> Shake<K> {
    fn is_alive(&self, function: usize) -> bool {
        self.places.get(function).is_some_and(Option::is_some)
    }
}

impl<K: Fn(&str) -> bool> Reencode for Shake<K> {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, reencode::Error> {
        self.places.get(function as usize).copied().flatten().ok_or_else(uneven)
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), reencode::Error> {
        let mut at = 0;
        for import in section.into_imports() {
            let import: Import<'_> = import?;
            if matches!(import.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)) {
                at += 1;
                if !self.is_alive(at - 1) {
                    continue;
                }
            }
            self.parse_imports(imports, Imports::Single(0, import))?;
        }
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), reencode::Error> {
        for (at, of_type) in section.into_iter().enumerate() {
            let of_type = of_type?;
            if self.is_alive(self.imported + at) {
                functions.function(self.type_index(of_type)?);
            }
        }
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, section: CodeSectionReader<'_>) -> Result<(), reencode::Error> {
        for (at, body) in section.into_iter().enumerate() {
            let body = body?;
            if self.is_alive(self.imported + at) {
                self.parse_function_body(code, body)?;
            }
        }
        Ok(())
    }

    fn parse_export(&mut self, exports: &mut ExportSection, export: Export<'_>) -> Result<(), reencode::Error> {
        match export.kind == ExternalKind::Func && !(self.keep)(export.name) {
            true => Ok(()),
            false => reencode::utils::parse_export(self, exports, export),
        }
    }

    fn parse_custom_name_subsection(&mut self, names: &mut NameSection, section: Name<'_>) -> Result<(), reencode::Error> {
        match section {
            Name::Function(all) => {
                let mut alive = NameMap::new();
                for naming in all {
                    let naming = naming?;
                    if self.is_alive(naming.index as usize) {
                        alive.append(self.function_index(naming.index)?, naming.name);
                    }
                }
                names.functions(&alive);
                Ok(())
            }
            // Of functions that are gone, too.
            Name::Local(_) | Name::Label(_) => Ok(()),
            other => reencode::utils::parse_custom_name_subsection(self, names, other),
        }
    }
}

#[cfg(test)]
mod tests;
