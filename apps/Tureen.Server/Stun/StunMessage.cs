using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Tureen.Server.Stun;

/// <summary>A STUN message of a client (RFC 8489), as far as asking STUN and TURN servers needs it.</summary>
internal sealed class StunMessage
{
    public const int Binding = 0x0001;
    public const int Allocate = 0x0003;
    public const int Refresh = 0x0004;
    public const int Success = 0x0100;
    public const int Error = 0x0110;

    public const int Username = 0x0006;
    public const int Integrity = 0x0008;
    public const int ErrorCode = 0x0009;
    public const int Lifetime = 0x000D;
    public const int Realm = 0x0014;
    public const int Nonce = 0x0015;
    public const int RelayedAddress = 0x0016;
    public const int RequestedTransport = 0x0019;
    public const int MappedAddress = 0x0020;

    public const int HeaderLength = 20;
    private const uint Cookie = 0x2112A442;
    private const int IntegrityLength = 20;

    private readonly List<(int Type, byte[] Value)> _attributes = [];
    private readonly byte[] _transaction;

    private StunMessage(int type, byte[] transaction)
    {
        Type = type;
        _transaction = transaction;
    }

    public int Type { get; }

    /// <summary>The code of a refusal; 0 for none.</summary>
    public int Code => Find(ErrorCode) is { Length: >= 4 } error ? (error[2] * 100) + error[3] : 0;

    public static StunMessage Request(int method) => new(method, RandomNumberGenerator.GetBytes(12));

    /// <summary>Reads an answer; null if it is none to this request.</summary>
    public StunMessage? ReadAnswer(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength
            || BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) != Cookie
            || !bytes[8..HeaderLength].SequenceEqual(_transaction))
        {
            return null;
        }

        var answer = new StunMessage(BinaryPrimitives.ReadUInt16BigEndian(bytes), _transaction);
        ReadOnlySpan<byte> rest = bytes[HeaderLength..];
        while (rest.Length >= 4)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (length > rest.Length - 4)
            {
                break;
            }

            answer._attributes.Add((BinaryPrimitives.ReadUInt16BigEndian(rest), rest.Slice(4, length).ToArray()));
            rest = rest[Math.Min(rest.Length, 4 + ((length + 3) & ~3))..];
        }

        return answer;
    }

    public StunMessage Add(int type, byte[] value)
    {
        _attributes.Add((type, value));
        return this;
    }

    public StunMessage Add(int type, string value) => Add(type, Encoding.UTF8.GetBytes(value));

    public byte[]? Find(int type) => _attributes.Find(one => one.Type == type).Value;

    public string? Text(int type) => Find(type) is { } value ? Encoding.UTF8.GetString(value) : null;

    /// <summary>An address that is mixed with the cookie (RFC 8489 §14.2); null if there is none.</summary>
    public IPEndPoint? Address(int type)
    {
        if (Find(type) is not { Length: 8 } value || value[1] != 1)
        {
            return null;
        }

        int port = BinaryPrimitives.ReadUInt16BigEndian(value.AsSpan(2)) ^ (int)(Cookie >> 16);
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(4), BinaryPrimitives.ReadUInt32BigEndian(value.AsSpan(4)) ^ Cookie);
        return new IPEndPoint(new IPAddress(value.AsSpan(4)), port);
    }

    /// <summary>Writes it, with the proof of a password if there is one (RFC 8489 §9.2.2).</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The protocol has no other hash.")]
    [SuppressMessage("Security", "CA5351", Justification = "The protocol has no other hash.")]
    public byte[] Write(string? user = null, string? realm = null, string? password = null)
    {
        List<byte> body = [];
        foreach ((int type, byte[] value) in _attributes)
        {
            Append(body, type, value);
        }

        if (password is null)
        {
            return [.. Header(body.Count), .. body];
        }

        byte[] key = MD5.HashData(Encoding.UTF8.GetBytes($"{user}:{realm}:{password}"));
        byte[] signed = [.. Header(body.Count + 4 + IntegrityLength), .. body];
        Append(body, Integrity, HMACSHA1.HashData(key, signed));
        return [.. Header(body.Count), .. body];
    }

    private static void Append(List<byte> body, int type, byte[] value)
    {
        body.AddRange([(byte)(type >> 8), (byte)type, (byte)(value.Length >> 8), (byte)value.Length]);
        body.AddRange(value);
        body.AddRange(new byte[-value.Length & 3]);
    }

    private byte[] Header(int length)
    {
        var header = new byte[HeaderLength];
        BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)Type);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)length);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), Cookie);
        _transaction.CopyTo(header, 8);
        return header;
    }
}
