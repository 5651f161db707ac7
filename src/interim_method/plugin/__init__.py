"""Hooks, offers and the host of plug-ins.

A plug-in imports all that it needs from here.
"""

from interim_method.plugin.faults import PluginFault, PluginInfo
from interim_method.plugin.hooks import hookimpl, hookspec
from interim_method.plugin.host import PluginHost
from interim_method.plugin.jobs import Job
from interim_method.plugin.offers import (
    DocumentOffer,
    Edition,
    Exporter,
    ExporterOffer,
    Importer,
    ImporterOffer,
    LanguageOffer,
    MethodologyOffer,
    Offer,
    Recipe,
    Rule,
    RuleOffer,
    Subject,
    TemplateOffer,
    TerminologyOffer,
    ToolKind,
    ToolOffer,
    VariantOffer,
)
from interim_method.plugin.parameters import Parameter, ParameterValue, settled
from interim_method.plugin.templates import Slot, TemplateCheck, TemplateChecker

__all__ = [
    "DocumentOffer",
    "Edition",
    "Exporter",
    "ExporterOffer",
    "Importer",
    "ImporterOffer",
    "Job",
    "LanguageOffer",
    "MethodologyOffer",
    "Offer",
    "Parameter",
    "ParameterValue",
    "PluginFault",
    "PluginHost",
    "PluginInfo",
    "Recipe",
    "Rule",
    "RuleOffer",
    "Slot",
    "Subject",
    "TemplateCheck",
    "TemplateChecker",
    "TemplateOffer",
    "TerminologyOffer",
    "ToolKind",
    "ToolOffer",
    "VariantOffer",
    "hookimpl",
    "hookspec",
    "settled",
]
