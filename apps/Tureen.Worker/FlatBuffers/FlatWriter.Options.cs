namespace Tureen.WorkerProcess.FlatBuffers;

internal sealed partial class FlatWriter
{
    public void OptionalBool(int field, bool? value)
    {
        if (value is { } given)
        {
            Bool(field, given);
        }
    }

    public void OptionalUInt8(int field, int? value)
    {
        if (value is { } given)
        {
            UInt8(field, (byte)given);
        }
    }

    public void OptionalInt16(int field, int? value)
    {
        if (value is { } given)
        {
            Int16(field, (short)given);
        }
    }

    public void OptionalUInt16(int field, int? value)
    {
        if (value is { } given)
        {
            UInt16(field, (ushort)given);
        }
    }

    public void OptionalUInt32(int field, uint? value)
    {
        if (value is { } given)
        {
            UInt32(field, given);
        }
    }

    public void OptionalBitsPerSecond(int field, long? value)
    {
        if (value is { } given)
        {
            BitsPerSecond(field, given);
        }
    }

    public void OptionalDouble(int field, double? value)
    {
        if (value is { } given)
        {
            Double(field, given);
        }
    }
}
