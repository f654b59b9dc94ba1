using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>What a consumer negotiated that shows how much the path to its receiver carries.</summary>
internal static class FeedbackNegotiation
{
    /// <summary>Finds how a receiver of this consumer reports; false when it does not, or only consumes audio.</summary>
    public static bool TryFind(ConsumerCore consumer, out PathFeedback feedback)
    {
        RtpParameters parameters = consumer.Options.RtpParameters;
        bool hasStreams = HasFeedback(parameters, "ack", "ccfb");
        bool hasArrivals = HasArrivals(parameters);
        bool hasEstimate = GetExtensionId(parameters, RtpHeaderExtensionUri.AbsSendTime) > 0 && HasFeedback(parameters, "goog-remb");
        feedback = hasStreams ? PathFeedback.Streams : hasArrivals ? PathFeedback.TransportWide : PathFeedback.ReceiverEstimate;
        return consumer.Kind == MediaKind.Video && (hasStreams || hasArrivals || hasEstimate);
    }

    /// <summary>Whether a receiver reports by numbers, so that each packet must have one.</summary>
    public static bool NeedsNumbers(RtpParameters parameters) => HasArrivals(parameters) || HasFeedback(parameters, "ack", "ccfb");

    /// <summary>The id of a header extension; 0 when it was not negotiated.</summary>
    public static int GetExtensionId(RtpParameters parameters, string uri) =>
        parameters.HeaderExtensions.Find(extension => extension.Uri == uri)?.Id ?? 0;

    private static bool HasArrivals(RtpParameters parameters) =>
        GetExtensionId(parameters, RtpHeaderExtensionUri.TransportWideCc) > 0 && HasFeedback(parameters, "transport-cc");

    private static bool HasFeedback(RtpParameters parameters, string type, string parameter = "") =>
        parameters.Codecs.Exists(codec =>
            codec.RtcpFeedback.Exists(feedback => feedback.Type == type && (feedback.Parameter ?? string.Empty) == parameter));
}
