using Tureen.Engine.Forwarding;
using Tureen.Ortc;

namespace Tureen.Tests.Engine.Forwarding;

public sealed class FeedbackNegotiationTests
{
    [Theory]
    [InlineData(RtpHeaderExtensionUri.TransportWideCc, "transport-cc", "", true)]
    [InlineData(RtpHeaderExtensionUri.AbsSendTime, "transport-cc", "", false)]
    [InlineData(RtpHeaderExtensionUri.TransportWideCc, "goog-remb", "", false)]
    [InlineData(RtpHeaderExtensionUri.AbsSendTime, "ack", "ccfb", true)]
    [InlineData(RtpHeaderExtensionUri.AbsSendTime, "ack", "rpsi", false)]
    public void Packets_need_numbers_where_arrivals_are_reported(string extension, string feedback, string parameter, bool isNeeded)
    {
        var parameters = new RtpParameters
        {
            Codecs =
            [
                new RtpCodecParameters
                {
                    MimeType = "video/VP8", PayloadType = 96, ClockRate = 90_000, RtcpFeedback = [new RtcpFeedback { Type = feedback, Parameter = parameter }],
                },
            ],
            HeaderExtensions = [new RtpHeaderExtensionParameters { Uri = extension, Id = 4 }],
        };

        Assert.Equal(isNeeded, FeedbackNegotiation.NeedsNumbers(parameters));
        Assert.Equal(4, FeedbackNegotiation.GetExtensionId(parameters, extension));
        Assert.Equal(0, FeedbackNegotiation.GetExtensionId(parameters, RtpHeaderExtensionUri.Mid));
    }
}
