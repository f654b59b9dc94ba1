using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The readable names of the methods: the object, a point, the operation.</summary>
internal static class RequestNames
{
    private static readonly string[] Objects =
    [
        "WebRtcServer", "WebRtcTransport", "PlainTransport", "PipeTransport", "DataProducer", "DataConsumer", "RtpObserver",
        "Worker", "Router", "Transport", "Producer", "Consumer",
    ];

    public static string Of(RequestMethod method)
    {
        string name = method.ToString();
        string? subject = Array.Find(Objects, prefix => name.StartsWith(prefix, StringComparison.Ordinal));
        return subject is null ? name : $"{Lower(subject)}.{Lower(name[subject.Length..])}";
    }

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
