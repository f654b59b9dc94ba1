namespace Tureen.Server.Load.Reports;
internal static class ReportText { public static string Write(LoadReport report) => ReportJson.Write(report); }
