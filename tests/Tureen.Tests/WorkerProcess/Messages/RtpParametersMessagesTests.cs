using System.Text.Json;
using Tureen.Ortc;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;

namespace Tureen.Tests.WorkerProcess.Messages;

public sealed class RtpParametersMessagesTests
{
    private readonly FlatWriter _writer = new();
    private readonly FlatReading _reading = new();

    [Fact]
    public void Parameters_that_are_written_are_read_again()
    {
        var parameters = new RtpParameters
        {
            Mid = "0",
            Msid = "stream track",
            Codecs =
            [
                new RtpCodecParameters
                {
                    MimeType = "video/H264",
                    PayloadType = 101,
                    ClockRate = 90_000,
                    Channels = 1,
                    Parameters = new CodecParameters
                    {
                        ["packetization-mode"] = 1,
                        ["profile-level-id"] = "42e01f",
                        ["ratio"] = 0.5,
                        ["flag"] = true,
                        ["list"] = new[] { 1, -2 },
                        ["large"] = 5_000_000_000,
                    },
                    RtcpFeedback = [new RtcpFeedback { Type = "nack", Parameter = "pli" }, new RtcpFeedback { Type = "goog-remb" }],
                },
            ],
            HeaderExtensions = [new RtpHeaderExtensionParameters { Uri = RtpHeaderExtensionUri.PacketId, Id = 12, Encrypt = true }],
            Encodings =
            [
                new RtpEncodingParameters
                {
                    Ssrc = 4_000_000_000,
                    Rtx = new RtpRtxParameters { Ssrc = 1 },
                    CodecPayloadType = 101,
                    ScalabilityMode = "L1T3",
                    MaxBitrate = 1_000_000,
                    Dtx = true,
                },
                new RtpEncodingParameters { Rid = "r1", Dtx = false },
            ],
            Rtcp = new RtcpParameters { Cname = "cname", ReducedSize = false },
        };

        RtpParameters read = RtpParametersMessages.Read(_reading.Open(_writer.Finish(RtpParametersMessages.Write(_writer, parameters))[4..]));

        Assert.Null(_reading.Fault);
        Assert.Equal(JsonSerializer.Serialize(parameters), JsonSerializer.Serialize(read));
    }

    [Fact]
    public void Parameters_without_codecs_are_a_fault()
    {
        _writer.Begin();
        RtpParametersMessages.Read(_reading.Open(_writer.Finish(_writer.End())[4..]));

        Assert.NotNull(_reading.Fault);
    }
}
