using Tureen.Ortc;
using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>SRTP keys that come by signaling.</summary>
internal static class SrtpMessages
{
    public static readonly SrtpCryptoSuite[] Suites =
    [
        SrtpCryptoSuite.AeadAes256Gcm,
        SrtpCryptoSuite.AeadAes128Gcm,
        SrtpCryptoSuite.AesCm128HmacSha1_80,
        SrtpCryptoSuite.AesCm128HmacSha1_32,
    ];

    public static SrtpParameters? Read(FlatTable table) => table.IsEmpty
        ? null
        : new SrtpParameters { CryptoSuite = table.Choice(0, Suites), KeyBase64 = table.RequiredString(1) };

    public static FlatOffset Write(FlatWriter writer, SrtpParameters? parameters)
    {
        if (parameters is null)
        {
            return default;
        }

        writer.Begin();
        writer.Choice(0, parameters.CryptoSuite, Suites);
        writer.String(1, parameters.KeyBase64);
        return writer.End();
    }
}
