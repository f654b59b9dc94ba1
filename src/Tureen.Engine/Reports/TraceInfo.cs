using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>More about something that is traced.</summary>
[JsonDerivedType(typeof(RtpTraceInfo))]
[JsonDerivedType(typeof(SsrcTraceInfo))]
[JsonDerivedType(typeof(SenderReportTraceInfo))]
public abstract record TraceInfo;
