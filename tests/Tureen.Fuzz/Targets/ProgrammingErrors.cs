namespace Tureen.Fuzz.Targets;

/// <summary>Exceptions that say that the code is wrong, and never that the input is.</summary>
internal static class ProgrammingErrors
{
    public static bool Contains(Exception exception) => exception
        is NullReferenceException
        or IndexOutOfRangeException
        or ArgumentOutOfRangeException
        or InvalidCastException
        or DivideByZeroException
        or OverflowException
        or KeyNotFoundException
        or RankException
        or System.Diagnostics.UnreachableException
        or Driver.FuzzFaultException;
}
