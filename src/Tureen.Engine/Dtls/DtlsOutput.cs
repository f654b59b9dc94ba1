using Tureen.Engine.Primitives;

namespace Tureen.Engine.Dtls;

/// <summary>Cuts what OpenSSL wrote into datagrams: whole records, as many as fit.</summary>
internal static class DtlsOutput
{
    public static void Send(ReadOnlySpan<byte> records, in TransportTuple tuple, IDatagramSink sink)
    {
        while (!records.IsEmpty)
        {
            int length = MeasureDatagram(records);
            records[..length].CopyTo(sink.GetSpan(length));
            sink.Send(tuple, length);
            records = records[length..];
        }
    }

    private static int MeasureDatagram(ReadOnlySpan<byte> records)
    {
        int length = 0;
        ReadOnlySpan<byte> rest = records;
        while (DtlsRecord.TryRead(ref rest, out DtlsRecord record))
        {
            int next = length + record.Bytes.Length;
            if (next > EngineLimits.DtlsMtu && length > 0)
            {
                return length;
            }

            length = next;
        }

        return length > 0 ? length : records.Length;
    }
}
