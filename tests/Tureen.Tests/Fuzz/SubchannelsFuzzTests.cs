using Tureen.Engine.DataChannels;

namespace Tureen.Tests.Fuzz;

[Collection(nameof(AllocationMeasurement))]
public sealed class SubchannelsFuzzTests
{
    private const int Inputs = 200_000;

    [Fact]
    public void Any_bytes_between_pipes_are_a_message()
    {
        var mutator = new WireMutator(0x5EED, [
            Convert.FromHexString("A5F09CB3D6E1F28F" + "0002" + "00010203" + "0405" + "0607" + "AB"),
            Convert.FromHexString("A5F09CB3D6E1F28C" + "0001" + "0001" + "ABCDEF"),
            Convert.FromHexString("A5F09CB3D6E1F28E" + "0000" + "0405"),
            "hello"u8.ToArray(),
        ]);
        var codec = new SubchannelsCodec();
        byte[] destination = new byte[8192];
        HashSet<ushort> subscribed = [1, 2];
        int decoded = 0;
        for (int i = 0; i < Inputs; i++)
        {
            Span<byte> input = mutator.Next();
            DataMessage message = codec.Decode(51, input);
            int header = input.Length - message.Payload.Length;
            Assert.Equal(header == 0, message.Subchannels.IsEmpty && message.RequiredSubchannel is null && message.IgnoredSubchannel is null && header == 0);
            decoded += header > 0 ? 1 : 0;
            Assert.InRange(SubchannelsCodec.Encode(message, subscribed, destination), message.Payload.Length, SubchannelsCodec.MaxLength(message));
        }

        Assert.InRange(decoded, 1000, Inputs);
    }
}
