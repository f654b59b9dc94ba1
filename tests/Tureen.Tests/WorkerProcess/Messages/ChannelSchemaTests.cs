using Tureen.Engine.Transports;
using Tureen.Ortc;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;
using Tureen.WorkerProcess.Settings;

namespace Tureen.Tests.WorkerProcess.Messages;

/// <summary>What the versions of the library write and read differently, as their schemas in the npm packages have it.</summary>
public sealed class ChannelSchemaTests
{
    private const long Above32Bits = 5_000_000_000;

    [Theory]
    [InlineData("3.26.0", uint.MaxValue)]
    [InlineData("3.27.1", Above32Bits)]
    public void Bit_rates_have_the_width_of_the_version(string version, long expected)
    {
        ChannelSchema schema = LibraryVersions.FindSchema(version);
        var writer = new FlatWriter(schema);
        writer.Begin();
        writer.BitsPerSecond(0, Above32Bits);
        writer.OptionalBitsPerSecond(1, 300_000);
        byte[] message = Finish(writer);

        FlatTable table = new FlatReading(schema).Open(message);

        Assert.Equal(expected, table.BitsPerSecond(0));
        Assert.Equal(300_000, table.BitsPerSecond(1));
        FlatTable raw = new FlatReading().Open(message);
        Assert.Equal(expected, schema.HasWideBitrates ? (long)raw.UInt64(0) : raw.UInt32(0));
    }

    /// <summary>What createWebRtcTransport() of npm 3.24.2 and 3.26.0 sends: four bytes, last in the table.</summary>
    [Fact]
    public void An_initial_bit_rate_of_32_bits_is_read_whole()
    {
        var writer = new FlatWriter();
        writer.Begin();
        writer.UInt32(0, 600_000);
        var reading = new FlatReading(LibraryVersions.FindSchema("3.26.0"));

        FlatTable table = reading.Open(Finish(writer));

        Assert.Equal(600_000, table.BitsPerSecond(0));
        Assert.Null(reading.Fault);
    }

    [Theory]
    [InlineData("3.22.0", 8)]
    [InlineData("3.24.1", 9)]
    [InlineData("3.27.1", 9)]
    public void A_transport_says_whether_it_is_for_data_channels_where_the_version_has_it(string version, int field)
    {
        var writer = new FlatWriter();
        writer.Begin();
        writer.UInt32(7, 70_000);
        if (field == 9)
        {
            writer.UInt32(8, 1234);
        }

        writer.Bool(field, value: true);
        var reading = new FlatReading(LibraryVersions.FindSchema(version));

        DataTransportOptions options = TransportMessages.ReadDataOptions(reading.Open(Finish(writer)));

        Assert.Null(reading.Fault);
        Assert.True(options.IsDataChannel);
        Assert.Equal(70_000, options.MaxReceiverWindowBufferSize);
        Assert.Equal(field == 9 ? 1234 : 0, options.DefaultStreamBufferedAmountLowThreshold);
    }

    [Theory]
    [InlineData("3.21.0")]
    [InlineData("3.26.0")]
    [InlineData("3.27.1")]
    public void The_mapped_ssrc_is_found_behind_the_scalability_mode(string version)
    {
        ChannelSchema schema = LibraryVersions.FindSchema(version);
        var writer = new FlatWriter();
        writer.Begin();
        writer.Tables(0, (int[])[], static (writer, _) => writer.End());
        writer.Tables(1, (int[])[0], (writer, _) =>
        {
            writer.Begin();
            writer.String(0, "r0");
            if (schema.HasMappedScalabilityMode)
            {
                writer.String(2, "L1T3");
            }

            writer.UInt32(schema.HasMappedScalabilityMode ? 3 : 2, 4444);
            return writer.End();
        });
        var reading = new FlatReading(schema);

        RtpMapping mapping = RtpParametersMessages.ReadMapping(reading.Open(Finish(writer)));

        Assert.Null(reading.Fault);
        Assert.Equal(4444u, mapping.Encodings.Single().MappedSsrc);
    }

    private static byte[] Finish(FlatWriter writer) => writer.Finish(writer.End())[4..].ToArray();
}
