global using Alerting.Reliability.Accounting;
