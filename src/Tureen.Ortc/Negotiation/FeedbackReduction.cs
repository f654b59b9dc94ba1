namespace Tureen.Ortc;

internal static class FeedbackReduction
{
    /// <summary>Keeps one kind of bandwidth feedback: the best one that has a header extension.</summary>
    public static void Apply(RtpParameters parameters)
    {
        bool transportWideCc = Has(parameters, RtpHeaderExtensionUri.TransportWideCc);
        bool absSendTime = Has(parameters, RtpHeaderExtensionUri.AbsSendTime);
        foreach (RtpCodecParameters codec in parameters.Codecs)
        {
            codec.RtcpFeedback.RemoveAll(feedback => feedback.Type switch
            {
                "transport-cc" => !transportWideCc,
                "goog-remb" => transportWideCc || !absSendTime,
                _ => false,
            });
        }
    }

    private static bool Has(RtpParameters parameters, string uri)
        => parameters.HeaderExtensions.Exists(
            extension => string.Equals(extension.Uri, uri, StringComparison.Ordinal));
}
