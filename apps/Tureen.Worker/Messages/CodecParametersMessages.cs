using Tureen.Ortc;
using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>Named values of any type, as codecs and header extensions have them.</summary>
internal static class CodecParametersMessages
{
    private const byte Boolean = 1;
    private const byte Integer = 2;
    private const byte Double = 3;
    private const byte String = 4;
    private const byte Integers = 5;

    public static CodecParameters Read(FlatTable table, int field)
    {
        var parameters = new CodecParameters();
        foreach ((string name, CodecParameterValue value) in table.Tables(field, ReadOne))
        {
            parameters[name] = value;
        }

        return parameters;
    }

    public static void Write(FlatWriter writer, int field, CodecParameters parameters) =>
        writer.Tables(field, [.. parameters.Where(static pair => pair.Value.Kind != CodecParameterValueKind.Undefined)], WriteOne);

    private static (string Name, CodecParameterValue Value) ReadOne(FlatTable table) =>
        (table.RequiredString(0), ReadValue(table, table.RequiredTable(2)));

    private static CodecParameterValue ReadValue(FlatTable parameter, FlatTable value)
    {
        switch (parameter.UInt8(1))
        {
            case Boolean:
                return value.UInt8(0) != 0;
            case Integer:
                return value.Int32(0);
            case Double:
                return value.Double(0);
            case String:
                return value.RequiredString(0);
            case Integers:
                return value.Int32s(0);
            default:
                parameter.Report("a codec parameter has an unknown type");
                return default;
        }
    }

    private static FlatOffset WriteOne(FlatWriter writer, KeyValuePair<string, CodecParameterValue> parameter)
    {
        writer.Begin();
        writer.String(0, parameter.Key);
        writer.Begin();
        byte type = WriteValue(writer, parameter.Value);
        writer.Union(1, type, writer.End());
        return writer.End();
    }

    private static byte WriteValue(FlatWriter writer, CodecParameterValue value)
    {
        switch (value.Kind)
        {
            case CodecParameterValueKind.Boolean:
                writer.Bool(0, value.AsBoolean() == true);
                return Boolean;
            case CodecParameterValueKind.Integer when value.AsInteger() is >= int.MinValue and <= int.MaxValue:
                writer.Int32(0, (int)value.AsInteger()!);
                return Integer;
            case CodecParameterValueKind.Integer or CodecParameterValueKind.Double:
                writer.Double(0, value.AsDouble()!.Value);
                return Double;
            case CodecParameterValueKind.IntegerList:
                writer.Int32s(0, value.AsIntegers());
                return Integers;
            default:
                writer.String(0, value.AsString());
                return String;
        }
    }
}
