using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>Further information about a traced event.</summary>
[JsonDerivedType(typeof(RtpTraceInfo))]
[JsonDerivedType(typeof(SsrcTraceInfo))]
[JsonDerivedType(typeof(BweTraceInfo))]
[JsonDerivedType(typeof(SenderReportTraceInfo))]
public abstract record TraceInfo;
