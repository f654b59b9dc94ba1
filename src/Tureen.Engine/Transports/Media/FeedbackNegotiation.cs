using Tureen.Engine.Forwarding;
using Tureen.Ortc;

namespace Tureen.Engine.Transports.Media;

/// <summary>What a consumer negotiated that shows how much the path to its receiver carries.</summary>
internal static class FeedbackNegotiation
{
    /// <summary>Finds how a receiver of this consumer reports; false when it does not, or only consumes audio.</summary>
    public static bool TryFind(ConsumerCore consumer, out PathFeedback feedback)
    {
        bool hasArrivals = GetExtensionId(consumer, RtpHeaderExtensionUri.TransportWideCc) > 0 && HasFeedback(consumer, "transport-cc");
        bool hasEstimate = GetExtensionId(consumer, RtpHeaderExtensionUri.AbsSendTime) > 0 && HasFeedback(consumer, "goog-remb");
        feedback = hasArrivals ? PathFeedback.TransportWide : PathFeedback.ReceiverEstimate;
        return consumer.Kind == MediaKind.Video && (hasArrivals || hasEstimate);
    }

    /// <summary>The id of a header extension; 0 when it was not negotiated.</summary>
    public static int GetExtensionId(ConsumerCore consumer, string uri) =>
        consumer.Options.RtpParameters.HeaderExtensions.Find(extension => extension.Uri == uri)?.Id ?? 0;

    private static bool HasFeedback(ConsumerCore consumer, string type) =>
        consumer.Options.RtpParameters.Codecs.Exists(codec => codec.RtcpFeedback.Exists(feedback => feedback.Type == type));
}
